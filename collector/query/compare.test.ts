import { type BucketSize, type Comparison } from '../../contract/query';
import { bucketsOfSpans, comparedTime } from './compare';
import { bucketStarts } from './time/buckets';
import { at, show } from './time/local';

const BERLIN = 'Europe/Berlin';

function compare(from: string, to: string, comparison: Comparison, size: BucketSize | null = null, zone = BERLIN) {
  const range = { from: at(from, zone), to: at(to, zone) };
  const buckets = size && { size, starts: bucketStarts(size, range.from, range.to, zone) };
  const compared = comparedTime(range, buckets, comparison, zone);
  const days = (span: { from: number; to: number } | null) =>
    span && show([span.from, span.to], zone).map((text) => text.slice(5, 16));
  return { range: days(compared.range), spans: compared.spans?.map(days), compared };
}

describe('the previous period', () => {
  it('is as long in time, however the clocks are changed', () => {
    expect(compare('2025-10-27T00:00', '2025-10-28T00:00', 'previous_period').range).toEqual([
      '10-26T01:00',
      '10-27T00:00',
    ]);
  });

  it('has its buckets exactly that much earlier, clipped to it', () => {
    const { spans } = compare('2025-06-03T12:00', '2025-06-05T06:00', 'previous_period', 'day');
    expect(spans).toEqual([
      ['06-01T18:00', '06-02T06:00'],
      ['06-02T06:00', '06-03T06:00'],
      ['06-03T06:00', '06-03T12:00'],
    ]);
  });
});

describe('a comparison by the calendar', () => {
  it('is of February with the whole of January, though its last days have no place on the axis', () => {
    const { range, spans } = compare('2025-02-01T00:00', '2025-03-01T00:00', 'month', 'day');
    expect(range).toEqual(['01-01T00:00', '02-01T00:00']);
    expect(spans?.length).toBe(28);
    expect(spans?.at(-1)).toEqual(['01-28T00:00', '01-29T00:00']);
  });

  it('is of March with February, and of its last days with nothing', () => {
    const { range, spans } = compare('2025-03-01T00:00', '2025-04-01T00:00', 'month', 'day');
    expect(range).toEqual(['02-01T00:00', '03-01T00:00']);
    expect(spans?.slice(27)).toEqual([['02-28T00:00', '03-01T00:00'], null, null, null]);
    expect(compare('2025-03-31T00:00', '2025-04-01T00:00', 'month').range).toEqual(['03-01T00:00', '03-01T00:00']);
  });

  it('has no place for the hour that was repeated the day before, and a day for a day', () => {
    const { spans } = compare('2025-10-27T00:00', '2025-10-28T00:00', 'day', 'hour');
    const { compared } = compare('2025-10-27T00:00', '2025-10-28T00:00', 'day', 'hour');
    expect(spans?.length).toBe(24);
    expect(compared.spans!.map((span) => (span!.to - span!.from) / 3_600_000)).toEqual(Array(24).fill(1));
    expect(compare('2025-10-27T00:00', '2025-10-28T00:00', 'day', 'day').spans).toEqual([
      ['10-26T00:00', '10-27T00:00'],
    ]);
  });

  it('leaves out the hours that were skipped the day before', () => {
    const { spans } = compare('2025-03-31T01:00', '2025-03-31T04:00', 'day', 'hour');
    expect(spans).toEqual([['03-30T01:00', '03-30T03:00'], null, ['03-30T03:00', '03-30T04:00']]);
  });

  it('gives a week that began before the range only the days it shares with it', () => {
    const { spans } = compare('2025-06-04T00:00', '2025-06-16T00:00', 'week', 'week');
    expect(spans).toEqual([
      ['05-28T00:00', '06-02T00:00'],
      ['06-02T00:00', '06-09T00:00'],
    ]);
  });
});

describe('spans as buckets', () => {
  it('have the stretches between them as buckets that are none of theirs', () => {
    const spans = [{ from: 0, to: 10 }, null, { from: 10, to: 20 }, { from: 20, to: 20 }, { from: 30, to: 40 }];
    expect(bucketsOfSpans(spans)).toEqual({
      range: { from: 0, to: 40 },
      starts: [0, 10, 20, 30],
      spanOf: [0, 2, null, 4],
    });
  });

  it('are nothing to read where there is no time in them', () => {
    expect(bucketsOfSpans([null, { from: 5, to: 5 }])).toBeNull();
  });
});
