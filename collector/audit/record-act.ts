import { userInfo } from 'node:os';
import { type AuditEntry, type Store } from '../store/store';

/** Who runs a command: the user of the operating system. */
export function commandActor(): string {
  try {
    return `cli:${userInfo().username}`;
  } catch {
    // A container may run as a number that has no name.
    return `cli:${process.getuid?.() ?? 'unknown'}`;
  }
}

/** Puts an act of the command line on record. */
export async function recordAct(
  store: Pick<Store, 'audit'>,
  act: string,
  { reason = '', details }: Partial<Pick<AuditEntry, 'reason'>> & Pick<AuditEntry, 'details'>
): Promise<void> {
  await store.audit({ time: Date.now(), actor: commandActor(), act, reason, details });
}
