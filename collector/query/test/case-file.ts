import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Rating } from '../../pricing/price-record';
import { type BookedRecord } from '../../store/store';
import { type Case } from './random-case';

const FOLDER = join(__dirname, '..', '__cases__');
const AMOUNTS = ['provider_cost', 'computed_cost', 'cost', 'markup', 'markup_amount', 'fixed_fee', 'cache_savings'];

/** Names of the cases that failed once. */
export function keptCases(): string[] {
  return readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
}

/** A kept case; what is the same record twice is one object again. */
export function readCase(file: string): Case {
  const kept = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Case;
  const known = new Map<string, BookedRecord>();
  const ledger = kept.ledger.map((booking) => {
    const identity = JSON.stringify([booking.record.source, booking.record.id]);
    const own = known.get(identity) ?? { ...booking, rating: withAmounts(booking.rating) };
    known.set(identity, own);
    return own;
  });
  return { ...kept, ledger };
}

/** Keeps a case that failed under a name made of its content; gives the file. */
export function keepCase(failed: Case): string {
  const text = `${JSON.stringify(failed, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value), 2)}\n`;
  const file = join(FOLDER, `${createHash('sha256').update(text).digest('hex').slice(0, 10)}.json`);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** Amounts are texts in files, as JSON has no numbers of that size. */
function withAmounts(rating: Rating): Rating {
  const entries = Object.entries(rating).map(([name, value]): [string, unknown] => [
    name,
    AMOUNTS.includes(name) && typeof value === 'string' ? BigInt(value) : value,
  ]);
  return Object.fromEntries(entries) as unknown as Rating;
}
