import type Database from 'better-sqlite3';
import { type DimensionId } from '../../../contract/dimensions';
import { offsetSpans, type OffsetSpan } from '../../query/time/zone';
import { type Measure } from '../measures';
import { type Calendar, type DayParts, type Filter, UTC_CALENDAR } from '../store';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Keeps local times of 1970's first days positive, and hours and weekdays as they are: SQLite's % keeps the sign. */
const WEEK_MS = 7 * DAY_MS;

/** SQL texts of what a zone's clocks and calendar say at a record's time. */
export interface LocalClock {
  /** '0' to '23'. */
  readonly hour_of_day: string;
  /** '1' (Monday) to '7'. */
  readonly weekday: string;
  /** peak, off_peak or weekend. */
  readonly day_part: string;
  /** Whether it is a weekend's day. */
  readonly isWeekend: string;
}

export type ClockDimensionId = keyof LocalClock & DimensionId;

const CLOCK_DIMENSIONS: ReadonlySet<string> = new Set<ClockDimensionId>(['hour_of_day', 'weekday', 'day_part']);

/** Whether a dimension follows the query's zone. */
export function isClockDimension(id: DimensionId): id is ClockDimensionId {
  return CLOCK_DIMENSIONS.has(id);
}

interface ClockRequest {
  readonly from: number;
  readonly to: number;
  readonly filters: readonly Filter[];
  readonly groupBy?: readonly DimensionId[];
  readonly measures?: readonly Measure[];
  readonly calendar?: Calendar;
}

/** The clock that a question needs; null if none of its dimensions and measures follows one. */
export function clockFor(db: Database.Database, request: ClockRequest): LocalClock | null {
  const dimensions = [...(request.groupBy ?? []), ...request.filters.map(({ dimension }) => dimension)];
  if (!dimensions.some(isClockDimension) && !request.measures?.includes('weekend_requests')) {
    return null;
  }
  const { timezone, dayParts } = request.calendar ?? UTC_CALENDAR;
  const { from, to } = coveredRange(db, request);
  return localClock(offsetSpans(from, to, timezone), dayParts);
}

/** The part of a range that has records, so that no range is too long to know its offsets. */
function coveredRange(db: Database.Database, { from, to }: ClockRequest): { from: number; to: number } {
  const bound = (which: 'MIN' | 'MAX') =>
    db.prepare<[], number | null>(`SELECT ${which}(timestamp) FROM record`).pluck().get() ?? 0;
  // A day more on either side: records of another process may be booked before the question is answered.
  return { from: Math.max(from, bound('MIN') - DAY_MS), to: Math.min(to, bound('MAX') + DAY_MS) };
}

/** Clock texts from a zone's offsets; before the first span and after the last one theirs hold on. */
export function localClock(
  spans: readonly OffsetSpan[],
  { peakDays, peakFrom, peakTo, weekendDays }: DayParts
): LocalClock {
  const local = `(timestamp + ${WEEK_MS} + ${offsetSql(spans)})`;
  const hour = `(${local} / ${HOUR_MS} % 24)`;
  // 1970-01-01 was a Thursday.
  const weekday = `((${local} / ${DAY_MS} + 3) % 7 + 1)`;
  const isWeekend = `${weekday} IN (${weekendDays.join(', ')})`;
  return {
    isWeekend,
    hour_of_day: `CAST(${hour} AS TEXT)`,
    weekday: `CAST(${weekday} AS TEXT)`,
    day_part: `CASE
      WHEN ${isWeekend} THEN 'weekend'
      WHEN ${weekday} IN (${peakDays.join(', ')}) AND ${hour} >= ${peakFrom} AND ${hour} < ${peakTo} THEN 'peak'
      ELSE 'off_peak' END`,
  };
}

/** The offset at a record's time: the spans are halved until one is left. */
function offsetSql(spans: readonly OffsetSpan[]): string {
  if (spans.length <= 1) {
    return String(spans[0]?.offset ?? 0);
  }
  const middle = spans.length >> 1;
  const [before, after] = [spans.slice(0, middle), spans.slice(middle)];
  return `CASE WHEN timestamp < ${after[0]!.start} THEN ${offsetSql(before)} ELSE ${offsetSql(after)} END`;
}
