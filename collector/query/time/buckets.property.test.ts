import fc from 'fast-check';
import { BUCKET_SIZES, type BucketSize } from '../../../contract/query';
import { bucketKey, offsetAt, walkBuckets } from '../test/naive-time';
import { BUCKET_WIDTHS, bucketStarts } from './buckets';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Zones whose clocks do something odd, with an instant at which they do. */
const ODD: ReadonlyArray<readonly [zone: string, instant: string]> = [
  ['Europe/Berlin', '2025-03-30T01:00Z'],
  ['Europe/Berlin', '2025-10-26T01:00Z'],
  ['America/New_York', '2025-03-09T07:00Z'],
  ['America/New_York', '2025-11-02T06:00Z'],
  ['America/St_Johns', '2025-11-02T04:30Z'],
  ['Australia/Lord_Howe', '2025-04-05T15:00Z'],
  ['Australia/Lord_Howe', '2025-10-04T15:30Z'],
  ['America/Sao_Paulo', '2018-11-04T03:00Z'],
  ['America/Sao_Paulo', '2018-02-18T02:00Z'],
  ['Asia/Beirut', '2022-03-26T22:00Z'],
  ['America/Havana', '2025-11-02T05:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z'],
  ['America/Caracas', '2016-05-01T07:00Z'],
  ['Asia/Pyongyang', '2015-08-14T15:00Z'],
  ['Asia/Kathmandu', '2025-12-31T18:15Z'],
  ['Asia/Kolkata', '2025-12-31T18:30Z'],
  ['UTC', '2024-02-29T00:00Z'],
];

const randomRange = fc
  .tuple(
    fc.constantFrom(...ODD),
    fc.constantFrom(...BUCKET_SIZES),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.integer({ min: 1, max: 200 }),
    fc.constantFrom(1, MINUTE, 15 * MINUTE, 60 * MINUTE)
  )
  .map(([[zone, instant], size, place, count, grid]) => {
    const length = Math.max(grid, Math.min(count * BUCKET_WIDTHS[size], 60 * DAY));
    const from = Math.floor((Date.parse(instant) - place * length) / grid) * grid;
    return { zone, size, from, to: from + length };
  });

/** Instants of a range at which a mistake would show: quarters of an hour, borders and their neighbours. */
function probes(from: number, to: number, starts: readonly number[]): number[] {
  const step = Math.max(15 * MINUTE, Math.ceil((to - from) / 500 / MINUTE) * MINUTE);
  const regular = Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
  const borders = starts.flatMap((start) => [start - 1, start, start + 1]);
  return [...regular, ...borders, to - 1].filter((time) => time >= from && time < to);
}

function bucketOf(starts: readonly number[], time: number): number {
  return starts.findLastIndex((start) => start <= time);
}

function check(property: (range: { zone: string; size: BucketSize; from: number; to: number }) => void): void {
  fc.assert(fc.property(randomRange, property), { numRuns: 300 });
}

describe('the buckets of any range', () => {
  it('are those found by walking through it', () => {
    check(({ zone, size, from, to }) => {
      expect(bucketStarts(size, from, to, zone)).toEqual([...walkBuckets(size, from, to, zone).values()]);
    });
  });

  it('take in every instant of it exactly once, and share nothing but the local time they stand for', () => {
    check(({ zone, size, from, to }) => {
      const starts = bucketStarts(size, from, to, zone);
      const keys = new Map<number, string>();
      const astray = probes(from, to, starts).filter((time) => {
        const [bucket, key] = [bucketOf(starts, time), bucketKey(size, time, zone)];
        const first = keys.get(bucket) ?? key;
        keys.set(bucket, first);
        return bucket < 0 || first !== key;
      });
      expect(astray).toEqual([]);
      expect(new Set(keys.values()).size).toBe(starts.length);
    });
  });

  it('up to an hour wide lie within one offset and are never wider than an hour', () => {
    check(({ zone, size, from, to }) => {
      if (BUCKET_WIDTHS[size] > 60 * MINUTE) {
        return;
      }
      const starts = bucketStarts(size, from, to, zone);
      const wrong = starts.filter((start, index) => {
        const end = starts[index + 1] ?? to;
        return end - start > BUCKET_WIDTHS[size] || offsetAt(end - 1, zone) !== offsetAt(start, zone);
      });
      expect(wrong).toEqual([]);
    });
  });

  it('do not depend on where the range begins and ends', () => {
    check(({ zone, size, from, to }) => {
      const wide = bucketStarts(size, from - 40 * DAY, to + DAY, zone);
      const first = bucketOf(wide, from);
      const last = bucketOf(wide, to - 1);
      expect(bucketStarts(size, from, to, zone)).toEqual(wide.slice(first, last + 1));
    });
  });
});
