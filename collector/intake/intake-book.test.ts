import { join } from 'node:path';
import { emptyScope, fullScope } from '../access/scope';
import { type BookedRecord } from '../store/store';
import { usageRecord } from '../test/pricing';
import { NOW } from '../test/start-collector';
import { temporaryFolder } from '../test/temporary-folder';
import { IntakeBook, SLOT_MS } from './intake-book';
import { commitBucket, commitPercentile, lagBucket, lagOfBucket, lagPercentile } from './lag-buckets';

const ALL = { from: 0, to: NOW + SLOT_MS };
const ACCEPTED = { outcome: 'accepted', conflicts: [] } as const;
const arrival = (source: string) =>
  ({ record: usageRecord({ source, timestamp: NOW - 5_000 }), receivedAt: NOW }) as unknown as BookedRecord;

test('counts add up over time, restarts included', () => {
  const file = join(temporaryFolder(), 'intake.db');
  for (let start = 0; start < 2; start += 1) {
    const book = new IntakeBook(file, NOW);
    book.booked([arrival('a'), arrival('a')], [ACCEPTED, { outcome: 'duplicate', conflicts: ['user'] }]);
    book.rejected('a', [{ index: 0, field: 'rating', message: '' }], NOW);
    book.counts(fullScope(), ALL);
    book.rejected('a', [{ index: 0, message: '' }], NOW);
    book.close();
  }
  const book = new IntakeBook(file, NOW);
  const counts = book.counts(fullScope(), ALL).map(({ kind, detail, count }) => [kind, detail, count]);
  expect(counts.sort()).toEqual([
    ['accepted', '', 2],
    ['conflicts', '', 2],
    ['duplicates', '', 2],
    ['lag', String(lagBucket(5_000)), 2],
    ['rejected', '', 2],
    ['rejected', 'rating', 2],
  ]);
  expect(() => book.counts(emptyScope(), ALL)).toThrow(expect.objectContaining({ status: 403 }) as Error);
  book.close();
});

test('what is older than 400 days is forgotten, and sources beyond 1,000 are one', () => {
  const file = join(temporaryFolder(), 'intake.db');
  const book = new IntakeBook(file, NOW);
  const many = Array.from({ length: 1_200 }, (_, index) => arrival(`source ${index}`));
  book.booked(
    many,
    many.map(() => ACCEPTED)
  );
  const accepted = book.counts(fullScope(), ALL).filter(({ kind }) => kind === 'accepted');
  expect(accepted).toHaveLength(1_001);
  expect(accepted.find(({ source }) => source === '(other)')?.count).toBe(200);
  book.close();
  const later = new IntakeBook(file, NOW + 401 * 86_400_000);
  expect(later.counts(fullScope(), ALL)).toEqual([]);
  later.close();
});

test('fields of rejected rows beyond 100 are one, commits are kept apart, and samples by slot', () => {
  const book = new IntakeBook(join(temporaryFolder(), 'intake.db'), NOW);
  const rejections = Array.from({ length: 150 }, (_, index) => ({ index, field: `tags.${index}`, message: '' }));
  book.rejected('a', rejections, NOW);
  book.booked([arrival('a')], [ACCEPTED], 3.2);
  const rejected = book.counts(fullScope(), ALL).filter(({ kind }) => kind === 'rejected');
  expect(rejected).toHaveLength(101);
  expect(rejected.find(({ detail }) => detail === '(other)')?.count).toBe(50);
  const commits = book.commits(fullScope(), ALL);
  expect(commits).toEqual([{ slot: Math.floor(NOW / SLOT_MS) * SLOT_MS, bucket: commitBucket(3.2), count: 1 }]);
  expect(Math.abs(commitPercentile(new Map([[commits[0]!.bucket, 1]]), 0.99)! / 3.2 - 1)).toBeLessThanOrEqual(0.01);
  expect(commitPercentile(new Map(), 0.99)).toBeNull();
  book.watch(
    () => ({ store_bytes: 7 }),
    () => NOW
  );
  expect(book.samples(fullScope(), ALL).map(({ name, value }) => [name, value])).toEqual([['store_bytes', 7]]);
  expect(() => book.samples(emptyScope(), ALL)).toThrow(expect.objectContaining({ status: 403 }) as Error);
  expect(() => book.commits(emptyScope(), ALL)).toThrow(expect.objectContaining({ status: 403 }) as Error);
  book.close();
});

test('lags are kept within 1 %, percentiles between ranks', () => {
  for (let ms = 1; ms < 1e10; ms *= 1.37) {
    expect(Math.abs(lagOfBucket(lagBucket(ms)) / ms - 1)).toBeLessThanOrEqual(0.01);
  }
  expect([lagBucket(-5), lagOfBucket(lagBucket(0))]).toEqual([0, 0]);
  expect(lagPercentile(new Map(), 0.99)).toBeNull();
  const even = new Map<number, number>();
  for (let ms = 1_000; ms <= 11_000; ms += 100) {
    even.set(lagBucket(ms), (even.get(lagBucket(ms)) ?? 0) + 1);
  }
  expect(Math.abs(lagPercentile(even, 0.99)! / 10_900 - 1)).toBeLessThanOrEqual(0.01);
});

test('a disk that cannot be asked costs a sample, not the collector', () => {
  const book = new IntakeBook(join(temporaryFolder(), 'intake.db'), NOW);
  const watch = () =>
    book.watch(
      () => {
        throw new Error('EIO: i/o error, stat');
      },
      () => NOW
    );
  expect(watch).not.toThrow();
  expect(book.samples(fullScope(), ALL)).toEqual([]);
  book.close();
});
