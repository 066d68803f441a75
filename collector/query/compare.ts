import { type Comparison } from '../../contract/query';
import { bucketAfter } from './time/bucket-after';
import { type Buckets, CALENDAR_STEPS } from './time/buckets';
import { type CalendarUnit, counterpart, counterpartOfDate, counterpartOrLater } from './time/counterpart';
import { type TimeRange } from './time/range';

/** The time that a range and its buckets are compared with. */
export interface ComparedTime {
  readonly range: TimeRange;
  /** What each bucket is compared with, in order of time; null: it has no counterpart. Null without buckets. */
  readonly spans: ReadonlyArray<TimeRange | null> | null;
}

/** Buckets as a store takes them, and which of the compared ones each of them is. */
export interface SpanBuckets {
  readonly range: TimeRange;
  readonly starts: readonly number[];
  /** Per start the index of the span; null: a stretch that is compared with nothing. */
  readonly spanOf: ReadonlyArray<number | null>;
}

/** What a range is compared with. `docs/decisions/004-comparison.md` says why so. */
export function comparedTime(
  range: TimeRange,
  buckets: Buckets | null,
  comparison: Comparison,
  zone: string
): ComparedTime {
  if (comparison === 'previous_period') {
    return periodBefore(range, buckets);
  }
  const bound = (time: number) => counterpartOrLater(time, comparison, zone);
  const before = { from: bound(range.from), to: bound(range.to) };
  return { range: before, spans: buckets && spansBefore(buckets, before, comparison, zone) };
}

function periodBefore({ from, to }: TimeRange, buckets: Buckets | null): ComparedTime {
  const length = to - from;
  const range = { from: from - length, to: from };
  const spans = buckets?.starts.map((start, index) =>
    clip({ from: start - length, to: (buckets.starts[index + 1] ?? to) - length }, range)
  );
  return { range, spans: spans ?? null };
}

/** A bucket's counterpart is one bucket long, and no longer than up to the next one's: nothing counts twice. */
function spansBefore(
  { size, starts }: Buckets,
  range: TimeRange,
  unit: CalendarUnit,
  zone: string
): Array<TimeRange | null> {
  const back = CALENDAR_STEPS[size] ? counterpartOfDate : counterpart;
  const spans: Array<TimeRange | null> = [];
  let next = Infinity;
  for (const start of starts.toReversed()) {
    const from = back(start, unit, zone);
    spans.push(from === null ? null : clip({ from, to: Math.min(next, bucketAfter(from, size, zone)) }, range));
    next = from ?? next;
  }
  return spans.reverse();
}

function clip({ from, to }: TimeRange, range: TimeRange): TimeRange {
  const start = Math.min(Math.max(from, range.from), range.to);
  return { from: start, to: Math.max(start, Math.min(to, range.to)) };
}

/** Spans as one row of buckets without gaps; null: there is no time in them. */
export function bucketsOfSpans(spans: ReadonlyArray<TimeRange | null>): SpanBuckets | null {
  const starts: number[] = [];
  const spanOf: Array<number | null> = [];
  let end: number | null = null;
  spans.forEach((span, index) => {
    if (span === null || span.from >= span.to) {
      return;
    }
    if (end !== null && end < span.from) {
      starts.push(end);
      spanOf.push(null);
    }
    starts.push(span.from);
    spanOf.push(index);
    end = span.to;
  });
  return end === null ? null : { range: { from: starts[0]!, to: end }, starts, spanOf };
}
