import { type BucketSize } from '../../../contract/query';
import { BUCKET_WIDTHS, CALENDAR_STEPS } from './buckets';
import { localTime, startOfDate } from './zone';

/** The instant one bucket after this one: by the calendar, from six hours by the wall clock, else by the time that passes. */
export function bucketAfter(time: number, size: BucketSize, zone: string): number {
  const step = CALENDAR_STEPS[size];
  const local = localTime(time, zone);
  if (step) {
    return startOfDate(local.toPlainDate().add(step), zone);
  }
  return size === '6h'
    ? local.toPlainDateTime().add({ hours: 6 }).toZonedDateTime(zone).epochMilliseconds
    : time + BUCKET_WIDTHS[size];
}
