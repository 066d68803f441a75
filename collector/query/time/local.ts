import { Temporal } from 'temporal-polyfill';

/** Epoch ms of a local time in tests. One with an offset (`2025-10-26T02:30+01:00`) is an instant in itself. */
export function at(local: string, zone: string): number {
  return /Z$|[+-]\d\d:\d\d$/.test(local)
    ? Temporal.Instant.from(local).epochMilliseconds
    : Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
}

/** Instants as local times that people can read: `2025-10-26T02:30+01:00`. */
export function show(times: readonly number[], zone: string): string[] {
  return times.map((time) =>
    Temporal.Instant.fromEpochMilliseconds(time)
      .toZonedDateTimeISO(zone)
      .toString({ smallestUnit: 'minute', timeZoneName: 'never' })
  );
}
