import { type BucketSize } from '../../../contract/query';
import { bucketStarts } from './buckets';
import { at, show } from './local';

function starts(size: BucketSize, from: string, to: string, zone: string): string[] {
  return show(bucketStarts(size, at(from, zone), at(to, zone), zone), zone);
}

describe('buckets', () => {
  it('begin on the borders of the local clock, the first at or before the range', () => {
    expect(starts('hour', '2025-01-01T00:10', '2025-01-01T02:10', 'Asia/Kathmandu')).toEqual([
      '2025-01-01T00:00+05:45',
      '2025-01-01T01:00+05:45',
      '2025-01-01T02:00+05:45',
    ]);
    expect(starts('6h', '2025-01-01T00:10', '2025-01-01T12:10', 'Asia/Kolkata')).toEqual([
      '2025-01-01T00:00+05:30',
      '2025-01-01T06:00+05:30',
      '2025-01-01T12:00+05:30',
    ]);
    expect(starts('5m', '2025-01-01T00:00', '2025-01-01T00:10', 'UTC')).toEqual([
      '2025-01-01T00:00+00:00',
      '2025-01-01T00:05+00:00',
    ]);
  });

  it('of weeks begin on Monday, of months on the first', () => {
    expect(starts('week', '2025-12-30T12:00', '2026-01-12T00:00', 'Europe/Berlin')).toEqual([
      '2025-12-29T00:00+01:00',
      '2026-01-05T00:00+01:00',
    ]);
    expect(starts('month', '2024-01-31T12:00', '2024-04-01T00:00', 'UTC')).toEqual([
      '2024-01-01T00:00+00:00',
      '2024-02-01T00:00+00:00',
      '2024-03-01T00:00+00:00',
    ]);
  });

  it('do not begin at the end of the range, which is not part of it', () => {
    expect(starts('hour', '2025-01-01T00:00', '2025-01-01T01:00', 'UTC')).toEqual(['2025-01-01T00:00+00:00']);
    expect(starts('hour', '2025-01-01T00:00', '2025-01-01T01:00:00.001', 'UTC')).toHaveLength(2);
    expect(starts('day', '2025-01-01T00:00', '2025-01-02T00:00', 'UTC')).toEqual(['2025-01-01T00:00+00:00']);
  });

  it.each(['minute', '5m', '15m', '30m', 'hour', '6h', 'day', 'week', 'month'] as const)(
    'of a %s: an empty range has none, wherever it lies',
    (size) => {
      for (const time of ['2024-01-01T00:00', '2024-01-01T00:00:30', '2025-03-30T03:00', '2025-10-26T02:30']) {
        expect(starts(size, time, time, 'Europe/Berlin')).toEqual([]);
      }
    }
  );

  it('of a moment is the one it falls into', () => {
    const moment = '2025-10-26T02:30:00.001+01:00';
    const bucket = (size: BucketSize) => starts(size, moment, '2025-10-26T02:30:00.002+01:00', 'Europe/Berlin');
    expect(bucket('minute')).toEqual(['2025-10-26T02:30+01:00']);
    expect(bucket('hour')).toEqual(['2025-10-26T02:00+01:00']);
    expect(bucket('6h')).toEqual(['2025-10-26T00:00+02:00']);
    expect(bucket('day')).toEqual(['2025-10-26T00:00+02:00']);
    expect(bucket('week')).toEqual(['2025-10-20T00:00+02:00']);
    expect(bucket('month')).toEqual(['2025-10-01T00:00+02:00']);
  });
});
