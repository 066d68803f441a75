import { type BucketSize } from '../../../contract/query';
import { bucketStarts } from './buckets';
import { at, show } from './local';

/** Starts as `[day] hour:minute+offset`, to be read at a glance. */
function clock(size: BucketSize, from: string, to: string, zone: string): string[] {
  return show(bucketStarts(size, at(from, zone), at(to, zone), zone), zone).map((text) =>
    text.slice(8).replace('T', ' ')
  );
}

describe('where the clocks go back', () => {
  it('the hour that is repeated is two buckets', () => {
    expect(clock('hour', '2025-10-26T01:00', '2025-10-26T04:00', 'Europe/Berlin')).toEqual([
      '26 01:00+02:00',
      '26 02:00+02:00',
      '26 02:00+01:00',
      '26 03:00+01:00',
    ]);
    expect(clock('hour', '2025-11-02T00:00', '2025-11-02T03:00', 'America/New_York')).toEqual([
      '02 00:00-04:00',
      '02 01:00-04:00',
      '02 01:00-05:00',
      '02 02:00-05:00',
    ]);
  });

  it('each part of the repeated hour is two buckets', () => {
    expect(clock('30m', '2025-11-02T01:00', '2025-11-02T02:00', 'America/St_Johns')).toEqual([
      '02 01:00-02:30',
      '02 01:30-02:30',
      '02 01:00-03:30',
      '02 01:30-03:30',
    ]);
  });

  it('by half an hour, the hour of the change is two buckets', () => {
    expect(clock('hour', '2025-04-06T01:00', '2025-04-06T03:00', 'Australia/Lord_Howe')).toEqual([
      '06 01:00+11:00',
      '06 01:30+10:30',
      '06 02:00+10:30',
    ]);
    expect(clock('30m', '2025-04-06T01:00', '2025-04-06T02:30', 'Australia/Lord_Howe')).toEqual([
      '06 01:00+11:00',
      '06 01:30+11:00',
      '06 01:30+10:30',
      '06 02:00+10:30',
    ]);
  });

  it('the six hours and the day around it are longer', () => {
    expect(clock('6h', '2025-10-26T00:00', '2025-10-27T00:00', 'Europe/Berlin')).toEqual([
      '26 00:00+02:00',
      '26 06:00+01:00',
      '26 12:00+01:00',
      '26 18:00+01:00',
    ]);
    expect(clock('day', '2025-10-25T00:00', '2025-10-28T00:00', 'Europe/Berlin')).toEqual([
      '25 00:00+02:00',
      '26 00:00+02:00',
      '27 00:00+01:00',
    ]);
  });

  it('to a midnight that was already, the day has it once', () => {
    expect(clock('6h', '2025-11-01T18:00', '2025-11-02T12:00', 'America/Havana')).toEqual([
      '01 18:00-04:00',
      '02 00:00-04:00',
      '02 06:00-05:00',
    ]);
    expect(clock('day', '2025-11-01T00:00', '2025-11-04T00:00', 'America/Havana')).toEqual([
      '01 00:00-04:00',
      '02 00:00-04:00',
      '03 00:00-05:00',
    ]);
    expect(clock('hour', '2025-11-02T00:00', '2025-11-02T02:00', 'America/Havana')).toEqual([
      '02 00:00-04:00',
      '02 00:00-05:00',
      '02 01:00-05:00',
    ]);
  });

  it('at midnight, the day before has its last hour twice', () => {
    expect(clock('hour', '2018-02-17T22:00', '2018-02-18T01:00', 'America/Sao_Paulo')).toEqual([
      '17 22:00-02:00',
      '17 23:00-02:00',
      '17 23:00-03:00',
      '18 00:00-03:00',
    ]);
    expect(clock('6h', '2018-02-17T18:00', '2018-02-18T06:00', 'America/Sao_Paulo')).toEqual([
      '17 18:00-02:00',
      '18 00:00-03:00',
    ]);
  });
});

describe('where the clocks go forward', () => {
  it('the hour that is skipped is no bucket', () => {
    expect(clock('hour', '2025-03-30T01:00', '2025-03-30T05:00', 'Europe/Berlin')).toEqual([
      '30 01:00+01:00',
      '30 03:00+02:00',
      '30 04:00+02:00',
    ]);
    expect(clock('30m', '2025-03-09T01:30', '2025-03-09T03:30', 'America/New_York')).toEqual([
      '09 01:30-05:00',
      '09 03:00-04:00',
    ]);
  });

  it('by half an hour, the hour of the change begins with its second half', () => {
    expect(clock('hour', '2025-10-05T01:00', '2025-10-05T04:00', 'Australia/Lord_Howe')).toEqual([
      '05 01:00+10:30',
      '05 02:30+11:00',
      '05 03:00+11:00',
    ]);
  });

  it('weeks and months keep their first midnight', () => {
    expect(clock('week', '2025-03-03T00:00', '2025-03-24T00:00', 'America/New_York')).toEqual([
      '03 00:00-05:00',
      '10 00:00-04:00',
      '17 00:00-04:00',
    ]);
    expect(clock('month', '2025-03-31T00:00', '2025-05-01T00:00', 'Europe/Berlin')).toEqual([
      '01 00:00+01:00',
      '01 00:00+02:00',
    ]);
  });

  it('at midnight, the day begins at one', () => {
    expect(clock('day', '2018-11-03T00:00', '2018-11-06T00:00', 'America/Sao_Paulo')).toEqual([
      '03 00:00-03:00',
      '04 01:00-02:00',
      '05 00:00-02:00',
    ]);
    expect(clock('6h', '2018-11-03T18:00', '2018-11-04T12:00', 'America/Sao_Paulo')).toEqual([
      '03 18:00-03:00',
      '04 01:00-02:00',
      '04 06:00-02:00',
    ]);
    expect(clock('day', '2022-03-26T00:00', '2022-03-29T00:00', 'Asia/Beirut')).toEqual([
      '26 00:00+02:00',
      '27 01:00+03:00',
      '28 00:00+03:00',
    ]);
  });

  it('by a whole day, that day is no bucket', () => {
    expect(clock('day', '2011-12-28T00:00', '2012-01-02T00:00', 'Pacific/Apia')).toEqual([
      '28 00:00-10:00',
      '29 00:00-10:00',
      '31 00:00+14:00',
      '01 00:00+14:00',
    ]);
    expect(clock('6h', '2011-12-29T12:00', '2011-12-31T12:00', 'Pacific/Apia')).toEqual([
      '29 12:00-10:00',
      '29 18:00-10:00',
      '31 00:00+14:00',
      '31 06:00+14:00',
    ]);
    expect(clock('week', '2011-12-26T00:00', '2012-01-09T00:00', 'Pacific/Apia')).toEqual([
      '26 00:00-10:00',
      '02 00:00+14:00',
    ]);
  });
});
