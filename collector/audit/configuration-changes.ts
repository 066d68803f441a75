import { createHash } from 'node:crypto';
import { type Store } from '../store/store';

/** Name of the note that holds the entries of the last start, a JSON list of texts. */
export const PRICING_NOTE = 'pricing';
/** Why the first entry was made: nothing had changed. */
export const FIRST_START = 'first start';
/** So that an entry stays readable; the hash covers all. */
const MOST_NAMED = 50;

/** Keys whose values are names of people. */
const NAMES: ReadonlySet<string> = new Set(['user', 'login', 'email']);

/** What is configured of prices, rules, multipliers, the directory and the policy: one text per entry, without anybody's name. */
export type ConfigurationEntries = readonly string[];

/**
 * Entries of a configuration. Amounts are told apart, and people are given by pseudonym, as the audit log
 * outlives the erasure of a name.
 */
export function configurationEntries(
  lists: Readonly<Record<string, readonly unknown[]>>,
  pseudonym: (name: string) => string
) {
  const plain = (key: string, value: unknown) =>
    typeof value === 'bigint'
      ? value.toString()
      : NAMES.has(key)
        ? pseudonymised(value, pseudonym)
        : value === Infinity || value === -Infinity
          ? undefined
          : value;
  return Object.entries(lists).flatMap(([list, entries]) =>
    entries.map((entry) => `${list} ${JSON.stringify(entry, plain)}`)
  );
}

function pseudonymised(value: unknown, pseudonym: (name: string) => string): unknown {
  if (Array.isArray(value)) {
    return value.map((one) => pseudonymised(one, pseudonym));
  }
  return typeof value === 'string' ? pseudonym(value) : value;
}

/** Puts it on record if what prices, attributes and lets see differs from what did at the last start. */
export async function recordConfigurationChange(
  store: Pick<Store, 'note' | 'setNote'>,
  entries: ConfigurationEntries,
  now: number
): Promise<boolean> {
  const text = JSON.stringify(entries);
  const last = await store.note(PRICING_NOTE);
  if (last === text) {
    return false;
  }
  const before = last === null ? [] : (JSON.parse(last) as string[]);
  const [had, has] = [new Set(before), new Set(entries)];
  const added = entries.filter((entry) => !had.has(entry));
  const removed = before.filter((entry) => !has.has(entry));
  await store.setNote(PRICING_NOTE, text, {
    time: now,
    actor: 'collector',
    act: 'configuration',
    reason:
      last === null
        ? FIRST_START
        : 'prices, rules, multipliers, directory or policy differ from those of the last start',
    details: {
      hash: createHash('sha256').update(text).digest('hex'),
      added: added.slice(0, MOST_NAMED),
      removed: removed.slice(0, MOST_NAMED),
      counts: { added: added.length, removed: removed.length },
    },
  });
  return true;
}
