import { createHash } from 'node:crypto';
import { type Store } from '../store/store';

const NOTE = 'pricing';
/** So that an entry stays readable; the hash covers all. */
const MOST_NAMED = 50;

/** What is configured of prices, rules, multipliers and the directory: one text per entry, without anybody's name. */
export type PricingEntries = readonly string[];

/**
 * Entries of a configuration. Amounts are told apart, and a rule's `user` is given by pseudonym, as the audit log
 * outlives the erasure of a name.
 */
export function pricingEntries(
  lists: Readonly<Record<string, readonly unknown[]>>,
  pseudonym: (name: string) => string
) {
  const plain = (key: string, value: unknown) =>
    typeof value === 'bigint'
      ? value.toString()
      : key === 'user' && typeof value === 'string'
        ? pseudonym(value)
        : value === Infinity || value === -Infinity
          ? undefined
          : value;
  return Object.entries(lists).flatMap(([list, entries]) =>
    entries.map((entry) => `${list} ${JSON.stringify(entry, plain)}`)
  );
}

/** Puts it on record if what prices and attributes differs from what did at the last start. */
export async function recordPricingChange(
  store: Pick<Store, 'note' | 'setNote'>,
  entries: PricingEntries,
  now: number
): Promise<boolean> {
  const text = JSON.stringify(entries);
  const last = await store.note(NOTE);
  if (last === text) {
    return false;
  }
  const before = last === null ? [] : (JSON.parse(last) as string[]);
  const [had, has] = [new Set(before), new Set(entries)];
  const added = entries.filter((entry) => !had.has(entry));
  const removed = before.filter((entry) => !has.has(entry));
  await store.setNote(NOTE, text, {
    time: now,
    actor: 'collector',
    act: 'configuration',
    reason:
      last === null ? 'first start' : 'prices, rules, multipliers or directory differ from those of the last start',
    details: {
      hash: createHash('sha256').update(text).digest('hex'),
      added: added.slice(0, MOST_NAMED),
      removed: removed.slice(0, MOST_NAMED),
      counts: { added: added.length, removed: removed.length },
    },
  });
  return true;
}
