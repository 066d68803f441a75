import fc from 'fast-check';
import { fullScope } from '../access/scope';
import { readRecords } from '../ingest/read-records';
import { directoryFromYaml } from '../test/directory';
import { pricingFromYaml } from '../test/pricing';
import { NOW } from '../test/start-collector';
import { type Measure } from '../store/measures';
import { SqliteStore } from '../store/sqlite/sqlite-store';
import { type AggregateRequest, type Store } from '../store/store';
import { bookRecords } from './book-records';

/** Sequences of 20 posted rows; 5,000 of them are 100,000 rows. */
const RUNS = Number(process.env.TOKENLEDGER_PROPERTY_RUNS ?? 250);
const OPERATIONS = 20;

jest.setTimeout(60_000 + RUNS * 100);

const pricing = pricingFromYaml(`
  catalogue: false
  prices:
    - { provider: acme, model: priced, input: 1, output: 2, cache_read: 0.1 }
  customer:
    - { match: { team: search }, markup: 0.25, fee: 0.01 }
`);
const directory = directoryFromYaml('users: [{ user: ada, team: search }]');

/** A row as a client posts it. */
interface Row {
  readonly id: string;
  readonly source: string;
  readonly model?: string;
  readonly timestamp?: number;
  readonly provider?: string;
  readonly user?: string;
  readonly team?: string;
  readonly input_tokens?: number;
  readonly output_tokens?: number;
  readonly cache_read_tokens?: number;
  readonly status_code?: number;
  readonly error?: string;
  readonly error_type?: string;
  readonly provider_cost?: string;
  readonly rating?: number;
  readonly latency_ms?: number;
  readonly tags?: Readonly<Record<string, string>>;
}

const identity = { id: fc.constantFrom('a', 'b', 'c'), source: fc.constantFrom('s', 't') };
const tokens = fc.constantFrom(0, 1, 7, 1_000_000);
/** Few values of each field, so that the same, another and none all come often. */
const fields = {
  timestamp: fc.constantFrom(NOW, NOW - 1_000),
  provider: fc.constantFrom('acme', 'reseller'),
  user: fc.constantFrom('ada', 'bob'),
  team: fc.constantFrom('search', 'ads'),
  input_tokens: tokens,
  output_tokens: tokens,
  cache_read_tokens: tokens,
  status_code: fc.constantFrom(200, 500, 429),
  error: fc.constantFrom('boom', 'slow down'),
  error_type: fc.constantFrom('http_500', 'rate'),
  provider_cost: fc.constantFrom('0', '0.1', '0.000000000002', '999999.999999999999'),
  rating: fc.constantFrom(1, 5),
  latency_ms: fc.constantFrom(0, 12.5),
  tags: fc.dictionary(fc.constantFrom('x', 'y', 'z'), fc.constantFrom('1', '2'), { minKeys: 1, maxKeys: 2 }),
};
const model = fc.constantFrom('priced', 'unpriced');
const row: fc.Arbitrary<Row> = fc.oneof(
  fc.record({ ...identity, model, ...fields }, { requiredKeys: ['id', 'source', 'model'] }),
  fc.record({ ...identity, model, ...fields }, { requiredKeys: ['id', 'source'] }),
  fc.record({ ...identity, rating: fields.rating })
);
interface Operation {
  readonly row: Row;
  /** How often it comes, one after the other. */
  readonly times: number;
  /** Whether the request ends with it. */
  readonly last: boolean;
}
const operation: fc.Arbitrary<Operation> = fc.record({ row, times: fc.constantFrom(1, 1, 1, 2), last: fc.boolean() });
const sequence = fc.array(operation, { minLength: OPERATIONS, maxLength: OPERATIONS });

interface Counts {
  accepted: number;
  duplicates: number;
  amended: number;
  conflicts: number;
  unknown: number;
}

/** Fields of an identity that senders gave, tags as `tags.<key>`. */
type Known = Map<string, string | number>;

interface Bill {
  provider: bigint | null;
  cost: bigint | null;
}

/** The ledger as the contract has it, in the plainest way: a map of maps, added up from the start each time. */
class NaiveLedger {
  readonly #records = new Map<string, Known>();
  readonly counts: Counts = { accepted: 0, duplicates: 0, amended: 0, conflicts: 0, unknown: 0 };

  post({ tags = {}, ...posted }: Row): void {
    const name = `${posted.source}/${posted.id}`;
    const given: Array<[string, string | number]> = [
      ...Object.entries(posted),
      ...Object.entries(tags).map(([key, value]): [string, string] => [`tags.${key}`, value]),
    ];
    const known = this.#records.get(name);
    if (!known) {
      this.counts[posted.model === undefined ? 'unknown' : 'accepted'] += 1;
      if (posted.model !== undefined) {
        // The time of a record never changes: the arrival is as good as given.
        this.#records.set(name, new Map([['timestamp', NOW], ...given]));
      }
      return;
    }
    const before = JSON.stringify(visible(known));
    let conflict = false;
    for (const [field, value] of given) {
      const present = known.get(field);
      conflict ||= present !== undefined && present !== value;
      known.set(field, present ?? value);
    }
    this.counts[JSON.stringify(visible(known)) === before ? 'duplicates' : 'amended'] += 1;
    this.counts.conflicts += conflict ? 1 : 0;
  }

  /** What the log shows of each record. */
  get rows(): Map<string, unknown> {
    return new Map([...this.#records].map(([name, known]) => [name, visible(known)]));
  }

  get teams(): Set<string> {
    return new Set([...this.#records.values()].map(teamOf));
  }

  sums(team?: string): Record<string, number | bigint> {
    const records = [...this.#records.values()].filter((known) => team === undefined || teamOf(known) === team);
    const add = (field: string) => records.reduce((sum, known) => sum + numberOf(known, field), 0);
    const bills = records.map(billOf);
    const money = (which: keyof Bill) => bills.reduce((sum, bill) => sum + (bill[which] ?? 0n), 0n);
    return {
      requests: records.length,
      errors: records.filter((known) => statusOf(known) !== 200).length,
      input_tokens: add('input_tokens'),
      output_tokens: add('output_tokens'),
      cache_read_tokens: add('cache_read_tokens'),
      rating_sum: add('rating'),
      unpriced_requests: bills.filter(({ cost }) => cost === null).length,
      cost: money('cost'),
      provider_cost: money('provider'),
    };
  }
}

function numberOf(known: Known, field: string): number {
  return Number(known.get(field) ?? 0);
}

function statusOf(known: Known): number {
  return Number(known.get('status_code') ?? (known.has('error') ? 500 : 200));
}

function teamOf(known: Known): string {
  return String(known.get('team') ?? (known.get('user') === 'ada' ? 'search' : '(none)'));
}

function providerOf(known: Known): string | undefined {
  return (known.get('provider') ?? (known.get('model') === 'priced' ? 'acme' : undefined)) as string | undefined;
}

/** What is given, and what follows from it. */
function visible(known: Known): Record<string, unknown> {
  const failed = statusOf(known) !== 200 || known.has('error');
  return Object.fromEntries(
    Object.entries({
      ...Object.fromEntries(known),
      status_code: statusOf(known),
      error_type: known.get('error_type') ?? (failed ? `http_${statusOf(known)}` : undefined),
      provider: providerOf(known),
      team: teamOf(known),
    })
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
  );
}

/** In 10⁻¹² USD. */
function billOf(known: Known): Bill {
  const provider = providerCostOf(known);
  if (provider === null || teamOf(known) !== 'search') {
    return { provider, cost: provider };
  }
  // A quarter on top, half-even, and a cent for a call that succeeded.
  const fourths = provider * 5n;
  const rest = fourths % 4n;
  const whole = fourths / 4n;
  const up = rest === 3n || (rest === 2n && whole % 2n === 1n);
  return { provider, cost: whole + (up ? 1n : 0n) + (statusOf(known) === 200 ? 10n ** 10n : 0n) };
}

function providerCostOf(known: Known): bigint | null {
  const reported = known.get('provider_cost');
  if (reported !== undefined) {
    const [whole = '', digits = ''] = String(reported).split('.');
    return BigInt(whole + digits.padEnd(12, '0'));
  }
  const [input, output, read] = ['input_tokens', 'output_tokens', 'cache_read_tokens'].map((field) =>
    BigInt(numberOf(known, field))
  ) as [bigint, bigint, bigint];
  if (input + output === 0n) {
    return statusOf(known) === 200 ? null : 0n;
  }
  if (known.get('model') !== 'priced' || providerOf(known) !== 'acme') {
    return null;
  }
  const uncached = input > read ? input - read : 0n;
  return uncached * 10n ** 6n + read * 10n ** 5n + output * 2n * 10n ** 6n;
}

async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = new SqliteStore(':memory:');
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Posts a request's rows. */
async function post(store: Store, rows: readonly Row[]): Promise<Counts> {
  const { records, rejected } = readRecords(rows, { source: 'default', now: NOW });
  expect(rejected).toEqual([]);
  const { unknown, ...counts } = await bookRecords(records, { store, pricing, directory, now: NOW });
  return { ...counts, unknown: unknown.length };
}

function addCounts(all: Counts, more: Counts): Counts {
  return {
    accepted: all.accepted + more.accepted,
    duplicates: all.duplicates + more.duplicates,
    amended: all.amended + more.amended,
    conflicts: all.conflicts + more.conflicts,
    unknown: all.unknown + more.unknown,
  };
}

const NO_COUNTS: Counts = { accepted: 0, duplicates: 0, amended: 0, conflicts: 0, unknown: 0 };
const ALL_TIME = { from: 0, to: Number.MAX_SAFE_INTEGER, filters: [] };
const COUNTED = [
  ...(['requests', 'errors', 'input_tokens', 'output_tokens', 'cache_read_tokens', 'rating_sum'] as const),
  'unpriced_requests',
] as const;
const PAID = ['cost', 'provider_cost'] as const;

/** Sums by the values of a dimension; of everything under the empty name. */
async function sums(
  store: Store,
  groupBy: AggregateRequest['groupBy'] = []
): Promise<Map<string, Record<string, number | bigint>>> {
  const measures: Measure[] = [...COUNTED, ...PAID];
  const rows = await store.aggregate(fullScope(), { ...ALL_TIME, groupBy, buckets: null, measures, keep: null });
  return new Map(
    rows.map(({ group, cell }) => [
      [...group].join('/'),
      {
        ...Object.fromEntries(COUNTED.map((measure) => [measure, cell.count(measure) ?? 0])),
        ...Object.fromEntries(PAID.map((measure) => [measure, cell.money(measure)])),
      },
    ])
  );
}

async function shown(store: Store): Promise<Map<string, unknown>> {
  const entries = await store.log(fullScope(), { ...ALL_TIME, limit: 1_000, after: null });
  return new Map(
    entries.map(({ record }) => {
      const { tags = {}, flags: _flags, defaulted: _defaulted, attributed: _attributed, ...own } = record;
      const flat = { ...own, team: own.team ?? '(none)' };
      const labels = Object.entries(tags).map(([key, value]): [string, string] => [`tags.${key}`, value]);
      return [`${record.source}/${record.id}`, Object.fromEntries([...Object.entries(flat), ...labels])];
    })
  );
}

/** Requests of the rows, as the sequence says where each ends. */
function requestsOf(operations: readonly Operation[]): Row[][] {
  const requests: Row[][] = [[]];
  for (const { row: posted, times, last } of operations) {
    requests.at(-1)!.push(...Array.from({ length: times }, () => posted));
    if (last) {
      requests.push([]);
    }
  }
  return requests;
}

/** A status that the sender gives as the collector had supposed it stays, whatever comes after. */
const SAID_LATER: Operation[] = [{ model: 'priced' }, { status_code: 200 }, { status_code: 429 }].map((given) => ({
  row: { id: 'a', source: 's', ...given },
  times: 1,
  last: true,
}));

test('any sequence of records, repeats and amendments leaves what a map of first values has', async () => {
  await fc.assert(
    fc.asyncProperty(sequence, (operations) =>
      withStore(async (store) => {
        const naive = new NaiveLedger();
        let counts = NO_COUNTS;
        for (const request of requestsOf(operations)) {
          counts = addCounts(counts, await post(store, request));
          request.forEach((posted) => naive.post(posted));
          expect(counts).toEqual(naive.counts);
        }
        expect(await shown(store)).toEqual(naive.rows);
        const everything = (await sums(store)).get('');
        expect(everything?.requests ?? 0).toBe(naive.counts.accepted);
        expect(everything ?? naive.sums()).toEqual(naive.sums());
        const groups = await sums(store, ['team']);
        expect(groups).toEqual(new Map([...groups.keys()].map((team) => [team, naive.sums(team)])));
        expect(new Set(groups.keys())).toEqual(naive.teams);
      })
    ),
    { numRuns: RUNS, examples: [[SAID_LATER]] }
  );
});

/** Up to the most that a provider can report, to the last digit. */
const amount = fc
  .tuple(fc.nat(999_999), fc.nat(999_999), fc.nat(999_999))
  .map(([whole, high, low]) => `${whole}.${String(high).padStart(6, '0')}${String(low).padStart(6, '0')}`);
const full: fc.Arbitrary<Row> = fc.record(
  { id: fc.uuid(), source: identity.source, model, ...fields, provider_cost: amount },
  { requiredKeys: ['id', 'source', 'model', 'timestamp'] }
);

test('any split, order and repetition of the same full records gives the same sums, and groups add up to the total', async () => {
  const shuffles = fc
    .uniqueArray(full, { minLength: 1, maxLength: 25, selector: ({ source, id }) => `${source}/${id}` })
    .chain((rows) =>
      fc.record({
        rows: fc.constant(rows),
        again: fc.array(fc.constantFrom(...rows), { maxLength: 15 }),
        order: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
        sizes: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 }),
      })
    );
  await fc.assert(
    fc.asyncProperty(shuffles, async ({ rows, again, order, sizes }) => {
      const posts = [...rows, ...again]
        .map((posted, index) => [order[index]!, posted] as const)
        .sort(([a], [b]) => a - b)
        .map(([, posted]) => posted);
      const expected = await withStore(async (store) => {
        expect(await post(store, rows)).toMatchObject({ accepted: rows.length, duplicates: 0 });
        return [await sums(store), await shown(store)] as const;
      });
      await withStore(async (store) => {
        let counts = NO_COUNTS;
        for (let index = 0, start = 0; start < posts.length; index += 1) {
          const size = sizes[index % sizes.length]!;
          counts = addCounts(counts, await post(store, posts.slice(start, start + size)));
          start += size;
        }
        expect(counts).toEqual({ ...NO_COUNTS, accepted: rows.length, duplicates: again.length });
        expect([await sums(store), await shown(store)]).toEqual(expected);
        for (const dimension of ['team', 'model', 'provider', 'source', 'status_code'] as const) {
          const groups = [...(await sums(store, [dimension])).values()];
          const total = expected[0].get('')!;
          for (const measure of PAID) {
            expect(groups.reduce((sum, group) => sum + BigInt(group[measure]!), 0n)).toBe(total[measure]);
          }
          expect(groups.reduce((sum, group) => sum + Number(group.requests), 0)).toBe(total.requests);
        }
      });
    }),
    { numRuns: Math.ceil(RUNS / 4) }
  );
});
