import { type IdentityKind } from '../../contract/headers';
import { ledgerError } from '../errors';
import { alertScope, fullScope, memberScope, type Scope } from './scope';
import { type TokenInfo } from './token-book';

/** Who asks, as the plugin's backend says it. */
export interface Identity {
  readonly kind?: IdentityKind;
  readonly login?: string;
  readonly role?: string;
}

/** Holder of a request: a token, or nobody on a collector that is open. */
export type Holder = TokenInfo | 'open';

/** What the holder may read. Throws `forbidden` with the role that would do. */
export function scopeOf(holder: Holder, identity: Identity): Scope {
  if (holder === 'open') {
    return { ...fullScope(identity.login ?? null), alert: identity.kind === 'alert' };
  }
  switch (holder.role) {
    case 'read':
    case 'admin':
      return fullScope();
    case 'delegate':
      return delegatedScope(identity);
    case 'ingest':
      throw ledgerError(
        'forbidden',
        'This token may only book records. Reading needs one of the role read or delegate.'
      );
  }
}

/** Whether the holder may book records. */
export function mayBook(holder: Holder): boolean {
  return holder === 'open' || holder.role === 'ingest' || holder.role === 'admin';
}

const SERVICE_LOGINS: ReadonlySet<string> = new Set(['grafana_scheduler', 'service']);

/** The default policy: administrators see everything, others their own rows, public dashboards nothing. */
function delegatedScope({ kind, login, role }: Identity): Scope {
  switch (kind) {
    case 'alert':
      return alertScope();
    case 'public':
      throw ledgerError('forbidden', 'The policy shows nothing to public dashboards.');
    case 'user':
      if (!login) {
        break;
      }
      // Grafana's own accounts are no persons: their role says Admin, and what they may see is for other kinds to say.
      if (SERVICE_LOGINS.has(login)) {
        throw ledgerError('forbidden', `${login} is an account of Grafana's own and may read as alert rule only.`);
      }
      return role === 'Admin' ? fullScope(login) : memberScope(login);
    case undefined:
      break;
  }
  throw ledgerError(
    'forbidden',
    'A delegate token acts for a person and none was named. Scripts take a token of the role read: tokenledger token create --role read'
  );
}
