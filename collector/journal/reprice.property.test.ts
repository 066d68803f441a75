import fc from 'fast-check';
import { type UsageRecord } from '../../contract/record';
import { fullScope } from '../access/scope';
import { pricingFromConfig } from '../config/pricing';
import { CONFIG_SCHEMA } from '../config/schema';
import { type Pricing } from '../pricing/price-record';
import { directoryFromYaml } from '../test/directory';
import { NOW } from '../test/start-collector';
import { SqliteStore } from '../store/sqlite/sqlite-store';
import { type LogEntry, type Store } from '../store/store';
import { bookRecords } from './book-records';
import { applyRepair, previewRepair, type Repair } from './repair';
import { byMonthAndModel, repricing } from './reprice';

jest.setTimeout(60_000);

const DAY = 86_400_000;
const directory = directoryFromYaml('{}');

const decimal = fc
  .tuple(fc.nat(100), fc.nat(999_999_999))
  .map(([whole, part]) => `${whole}.${String(part).padStart(9, '0')}`);
const price = fc.record(
  {
    model: fc.constantFrom('a', 'b', 'c'),
    from: fc.constantFrom('2025-06-01', '2026-01-01', '2026-02-20'),
    input: decimal,
    output: decimal,
    cache_read: decimal,
    request: decimal,
  },
  { requiredKeys: ['model', 'from', 'input', 'output'] }
);
const prices = fc.uniqueArray(price, { maxLength: 6, selector: ({ model, from }) => `${model} ${from}` });
/** What the customer pays on top for one of the teams. */
const rules = fc.record({ markup: decimal, fee: decimal, fee_on: fc.constantFrom('success', 'all') });
const multipliers = fc.constantFrom(1, 2.5, 0.333333);

const tokens = fc.constantFrom(0, 1, 999, 2_000_000);
const usage = fc.record(
  {
    model: fc.constantFrom('a', 'b', 'c'),
    team: fc.constantFrom('search', 'ads'),
    daysAgo: fc.nat(300),
    status_code: fc.constantFrom(200, 200, 500),
    input_tokens: tokens,
    output_tokens: tokens,
    cache_read_tokens: tokens,
    provider_cost: fc.constantFrom('0', '0.000000000003', '12.5'),
  },
  { requiredKeys: ['model', 'daysAgo', 'status_code'] }
);

interface Setting {
  readonly prices: object[];
  readonly rule: object;
  readonly multiplier: number;
}

function pricingOf({ prices: own, rule, multiplier }: Setting): Pricing {
  const { pricing, credits } = CONFIG_SCHEMA.parse({
    pricing: { catalogue: false, prices: own, customer: [{ match: { team: 'search' }, ...rule }] },
    credits: { multipliers: [{ model: 'a', multiplier }] },
  });
  return pricingFromConfig(pricing, 'UTC', credits);
}

function repair(pricing: Pricing, options: { rules: boolean }): Repair {
  return {
    kind: 'reprice',
    selection: { from: 0, to: Number.MAX_SAFE_INTEGER, filters: [] },
    change: repricing(pricing, options),
    groupOf: byMonthAndModel('UTC'),
    actor: 'test',
    reason: 'there and back',
    details: {},
    clock: () => NOW,
  };
}

async function entries(store: Store): Promise<LogEntry[]> {
  return store.log(fullScope(), { from: 0, to: Number.MAX_SAFE_INTEGER, filters: [], limit: 1_000, after: null });
}

/** Every record with its rating as text, amounts to the last digit. */
function bytes(booked: readonly LogEntry[]): string[] {
  return booked.map((entry) =>
    JSON.stringify(entry, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
  );
}

/** Books records at the first prices, prices them by others and by the first again. */
async function thereAndBack(
  usages: ReadonlyArray<Partial<UsageRecord> & { model: string; status_code: number; daysAgo: number }>,
  { first, other, withRules }: { first: Pricing; other: Pricing; withRules: boolean }
): Promise<void> {
  const store = new SqliteStore(':memory:');
  try {
    const records = usages.map(({ daysAgo, ...fields }, index): UsageRecord => ({
      ...fields,
      id: String(index),
      source: 's',
      timestamp: NOW - daysAgo * DAY,
    }));
    await bookRecords(records, { store, pricing: first, directory, now: NOW });
    const booked = await entries(store);
    const there = repair(other, { rules: withRules });
    const foreseen = await previewRepair(store, there);
    expect(bytes(await entries(store))).toEqual(bytes(booked));
    const done = await applyRepair(store, there);
    expect(done.total).toEqual(foreseen.total);
    const between = await entries(store);
    expect(bytes(between).filter((text, index) => text !== bytes(booked)[index])).toHaveLength(done.total.changed);
    await applyRepair(store, repair(first, { rules: withRules }));
    // A cost that is known stays where the first prices have none.
    const expected = booked.map((entry, index) => {
      const found = entry.rating.cost === null && between[index]!.rating.cost !== null;
      return found ? between[index]! : entry;
    });
    expect(bytes(await entries(store))).toEqual(bytes(expected));
    expect((await previewRepair(store, repair(first, { rules: withRules }))).total.changed).toBe(0);
  } finally {
    await store.close();
  }
}

const usages = fc.array(usage, { minLength: 1, maxLength: 20 });

test('other prices and the first ones again leave every priced record as it was booked', async () => {
  await fc.assert(
    fc.asyncProperty(usages, prices, prices, rules, multipliers, (calls, first, other, rule, multiplier) =>
      thereAndBack(calls, {
        first: pricingOf({ prices: first, rule, multiplier }),
        other: pricingOf({ prices: other, rule, multiplier }),
        withRules: false,
      })
    ),
    { numRuns: 150 }
  );
});

test('so do other prices, customer rules and multipliers', async () => {
  const setting = fc.record({ prices, rule: rules, multiplier: multipliers });
  await fc.assert(
    fc.asyncProperty(usages, setting, setting, (calls, first, other) =>
      thereAndBack(calls, { first: pricingOf(first), other: pricingOf(other), withRules: true })
    ),
    { numRuns: 150 }
  );
});
