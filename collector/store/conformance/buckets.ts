import { type AggregateRow } from '../store';
import { aggregate, booked, countsByGroup, freshStore, type OpenStore, readLog } from './bookings';

export function bucketTests(open: OpenStore): void {
  const store = freshStore(open);

  const byBucket = (rows: readonly AggregateRow[]) =>
    Object.fromEntries(rows.map(({ bucket, cell }) => [bucket, cell.count('requests')]));

  async function bookAt(...times: number[]): Promise<void> {
    await store().append(times.map((timestamp) => booked({ timestamp })));
  }

  it('are half open: from belongs to the range, to does not', async () => {
    await bookAt(999, 1_000, 1_999, 2_000);
    expect(countsByGroup(await aggregate(store(), { from: 1_000, to: 2_000 }))).toEqual({ '': 2 });
    const entries = await readLog(store(), { from: 1_000, to: 2_000 });
    expect(entries.map(({ record }) => record.timestamp)).toEqual([1_999, 1_000]);
    expect(await aggregate(store(), { from: 1_000, to: 1_000 })).toEqual([]);
  });

  it('put a record into the last bucket that starts at or before it', async () => {
    await bookAt(1_000, 1_499, 1_500, 1_501, 2_000, 9_000);
    const rows = await aggregate(store(), { from: 1_000, to: 10_000, buckets: [1_000, 1_500, 2_000, 3_000] });
    expect(byBucket(rows)).toEqual({ 0: 2, 1: 2, 2: 1, 3: 1 });
  });

  it('may begin before the range, whose records alone are counted', async () => {
    await bookAt(500, 999, 1_000, 1_600);
    const rows = await aggregate(store(), { from: 1_000, to: 2_000, buckets: [0, 1_500] });
    expect(byBucket(rows)).toEqual({ 0: 1, 1: 1 });
  });

  it('without records are left out', async () => {
    await bookAt(1_000, 5_000);
    const rows = await aggregate(store(), { from: 0, to: 6_000, buckets: [0, 1_000, 2_000, 3_000, 4_000, 5_000] });
    expect(byBucket(rows)).toEqual({ 1: 1, 5: 1 });
  });

  it('may be of any width', async () => {
    const starts = [0, 1, 3, 1_000_000, 1_000_001];
    await bookAt(0, 1, 2, 3, 999_999, 1_000_000, 1_000_001, 2_000_000);
    const rows = await aggregate(store(), { from: 0, to: 3_000_000, buckets: starts });
    expect(byBucket(rows)).toEqual({ 0: 1, 1: 2, 2: 2, 3: 1, 4: 2 });
  });

  it('of one question do not leak into another', async () => {
    await bookAt(1_000, 2_000);
    const [one, two, none] = await Promise.all([
      aggregate(store(), { from: 0, to: 3_000, buckets: [0, 1_500] }),
      aggregate(store(), { from: 0, to: 3_000, buckets: [0, 500, 2_500] }),
      aggregate(store(), { from: 0, to: 3_000 }),
    ]);
    expect([byBucket(one), byBucket(two), byBucket(none)]).toEqual([{ 0: 1, 1: 1 }, { 1: 2 }, { 0: 2 }]);
  });
}
