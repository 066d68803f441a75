import { dateText } from './date-text';
import { at } from './local';

test.each([
  ['2026-08-24T09:12:59.999', 'Europe/Berlin', '24 Aug 2026, 09:12'],
  ['2026-09-01T00:00', 'Europe/Berlin', '1 Sep 2026'],
  ['2026-09-01T00:00:00.001', 'Asia/Kathmandu', '1 Sep 2026, 00:00'],
  // DST skips midnight there: the day begins at one.
  ['2018-11-04T01:00', 'America/Sao_Paulo', '4 Nov 2018'],
])('%s in %s is %s', (local, zone, text) => {
  expect(dateText(at(local, zone), zone)).toBe(text);
});
