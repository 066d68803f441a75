import fc from 'fast-check';
import { LOG_ORDERS, type LogOrder } from '../../../contract/query';
import { fullScope } from '../../access/scope';
import { type BookedRecord, type LogEntry, type LogPosition, type LogRequest } from '../store';
import { booked, freshStore, NOON, type OpenStore, priced, readLog, usd } from './bookings';

const MOST_PAGES = 200;

const idsOf = (entries: readonly LogEntry[]) => entries.map(({ record }) => record.id);

/** What a record is ordered by; null comes last. */
function valueOf(order: LogOrder, { record, rating }: BookedRecord): bigint | number | null {
  const { input_tokens: input, output_tokens: output } = record;
  return {
    time: record.timestamp,
    cost: rating.cost,
    latency_ms: record.latency_ms ?? null,
    total_tokens: input === undefined && output === undefined ? null : (input ?? 0) + (output ?? 0),
  }[order];
}

/** Largest first, none last, then newest, then last booked: recomputed without the store. */
function sorted(order: LogOrder, records: readonly BookedRecord[]): string[] {
  const places = records.map((booking, index) => ({ booking, index, value: valueOf(order, booking) }));
  places.sort((a, b) => {
    if (a.value !== b.value) {
      return a.value === null ? 1 : b.value === null ? -1 : a.value > b.value ? -1 : 1;
    }
    return b.booking.record.timestamp - a.booking.record.timestamp || b.index - a.index;
  });
  return places.map(({ booking }) => booking.record.id);
}

const near = usd('123456.000001000001');
const amount = fc.constantFrom(null, 0n, 1n, 999_999n, 1_000_000n, 1_000_001n, near, near - 1n, near + 1n, 10n ** 21n);
const tokens = fc.option(fc.constantFrom(0, 1, 2, 1_000_000_000_000), { nil: undefined });
const call = fc.record({
  timestamp: fc.integer({ min: NOON, max: NOON + 3 }),
  latency_ms: fc.option(fc.constantFrom(0, 0.1, 0.30000000000000004, 0.3, 1e6, 5e-324), { nil: undefined }),
  input_tokens: tokens,
  output_tokens: tokens,
  cost: amount,
});

export function logOrderTests(open: OpenStore): void {
  const store = freshStore(open);

  async function bookMany(): Promise<BookedRecord[]> {
    const [calls] = fc.sample(fc.array(call, { minLength: 120, maxLength: 120 }), { numRuns: 1, seed: 11 });
    const records = calls!.map(({ cost, ...record }, index) =>
      booked({ id: String(index), ...record }, cost === null ? {} : { ...priced('0'), cost })
    );
    await store().append(records);
    return records;
  }

  async function pages(request: Partial<LogRequest> & { limit: number }): Promise<string[]> {
    const read: string[] = [];
    let after: LogPosition | null = null;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      // As a cursor carries it.
      const place: LogPosition | null = JSON.parse(JSON.stringify(after)) as LogPosition | null;
      const entries: LogEntry[] = await readLog(store(), { ...request, after: place });
      if (entries.length === 0) {
        return read;
      }
      read.push(...idsOf(entries));
      after = entries.at(-1)!.position;
    }
    throw new Error('The pages do not end');
  }

  it.each(LOG_ORDERS)('by %s give the largest first, none last, then the newest and the last booked', async (order) => {
    const records = await bookMany();
    expect(idsOf(await readLog(store(), { order }))).toEqual(sorted(order, records));
  });

  it.each(LOG_ORDERS)('by %s are read in pages without gap or repeat', async (order) => {
    const records = await bookMany();
    const expected = sorted(order, records);
    for (const limit of [1, 2, 7, 50]) {
      expect(await pages({ order, limit })).toEqual(expected);
    }
  });

  it('give each record its place', async () => {
    await store().append([
      booked({ id: '1', latency_ms: 1.5, input_tokens: 3 }, { ...priced('0'), cost: near }),
      booked({ id: '2' }),
    ]);
    const values = async (order: LogOrder) => (await readLog(store(), { order })).map(({ position }) => position.value);
    expect(await values('cost')).toEqual([String(near), null]);
    expect(await values('latency_ms')).toEqual([1.5, null]);
    expect(await values('total_tokens')).toEqual([3, null]);
    expect(await values('time')).toEqual([undefined, undefined]);
  });

  it('keep a page’s place while dearer records arrive', async () => {
    await store().append(['1', '2', '3'].map((id) => booked({ id }, priced(id))));
    const first = await readLog(store(), { order: 'cost', limit: 2 });
    await store().append([booked({ id: '9' }, priced('9')), booked({ id: '0.5' }, priced('0.5'))]);
    const rest = await readLog(store(), { order: 'cost', after: first.at(-1)!.position });
    expect([...idsOf(first), ...idsOf(rest)]).toEqual(['3', '2', '1', '0.5']);
  });

  it('refuse a place of another order', async () => {
    await store().append([booked({}, priced('1'))]);
    for (const [order, value] of [
      ['cost', 5],
      ['cost', '1e5'],
      ['cost', undefined],
      ['latency_ms', '5'],
      ['total_tokens', undefined],
    ] as const) {
      const after = { value, timestamp: NOON, sequence: 1 };
      await expect(readLog(store(), { order, after })).rejects.toMatchObject({ code: 'invalid_query' });
    }
  });

  it.each([0n, 1n, 999_999n, 1_000_000n, near, near + 1n, 10n ** 21n, 10n ** 40n])(
    'leave out what costs less than %d picodollars or what nobody knows',
    async (minCost) => {
      const records = await bookMany();
      const dear = records.filter(({ rating }) => rating.cost !== null && rating.cost >= minCost);
      expect(idsOf(await readLog(store(), { minCost }))).toEqual(sorted('time', dear));
      expect(await pages({ order: 'cost', minCost, limit: 7 })).toEqual(sorted('cost', dear));
    }
  );

  it('leave out what took less time, or no one knows how much', async () => {
    const records = await bookMany();
    for (const minLatencyMs of [0, 0.3, 0.30000000000000004, 1e7]) {
      const slow = records.filter(({ record }) => (record.latency_ms ?? -1) >= minLatencyMs);
      expect(idsOf(await readLog(store(), { minLatencyMs }))).toEqual(sorted('time', slow));
    }
    expect(idsOf(await readLog(store(), { minLatencyMs: null, minCost: null }))).toHaveLength(records.length);
  });

  it('stop for those who have gone', async () => {
    const signal = AbortSignal.abort(new Error('gone'));
    const request = { from: 0, to: 1, filters: [], limit: 1, after: null };
    await expect(store().log(fullScope(), request, { signal })).rejects.toThrow('gone');
    await expect(store().tagKeys(fullScope(), request, { signal })).rejects.toThrow('gone');
    await expect(
      store().aggregate(fullScope(), { ...request, groupBy: [], buckets: null, measures: [], keep: null }, { signal })
    ).rejects.toThrow('gone');
  });
}
