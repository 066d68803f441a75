import { DEFAULT_DAY_PARTS } from '../store/store';
import { ConfigError, loadSettings } from './load';

const load = (text?: string) => loadSettings({ TOKENLEDGER_DAY_PARTS: text });

it('are Monday to Friday from 9 to 17 and the weekend unless told otherwise', () => {
  expect(load().settings.dayParts).toEqual(DEFAULT_DAY_PARTS);
});

it('may each be given alone, in the variable as YAML', () => {
  expect(load('{ peak_hours: [0, 24] }').settings.dayParts).toEqual({
    ...DEFAULT_DAY_PARTS,
    peakFrom: 0,
    peakTo: 24,
  });
  expect(load('{ peak_days: [7, 1, 2, 3, 4], weekend_days: [5, 6] }').settings.dayParts).toEqual({
    ...DEFAULT_DAY_PARTS,
    peakDays: [7, 1, 2, 3, 4],
    weekendDays: [5, 6],
  });
  expect(load('{ peak_days: [], weekend_days: [] }').settings.dayParts).toMatchObject({
    peakDays: [],
    weekendDays: [],
  });
});

it('are printed with their source', () => {
  expect(load('{ peak_hours: [8, 18], weekend_days: [] }').report).toContainEqual({
    key: 'day_parts',
    value: 'peak on days 1, 2, 3, 4, 5 from 8 to 18, weekend on days none',
    source: 'environment',
  });
});

it.each([
  ['{ peak_days: [0] }', 'day_parts.peak_days[0]: must be a day from 1 (Monday) to 7 (Sunday)'],
  ['{ peak_days: [1.5] }', 'must be a day from 1'],
  ['{ peak_days: Monday }', 'day_parts.peak_days: must be a list of days'],
  ['{ weekend_days: [6, 6] }', 'day_parts.weekend_days: must name each day once'],
  ['{ weekend_days: [5, 6] }', 'day_parts.weekend_days: must not name a day of peak_days, as 5'],
  ['{ peak_hours: [17, 9] }', 'day_parts.peak_hours: must be two hours, the first before the second'],
  ['{ peak_hours: [9] }', 'day_parts.peak_hours: must be two hours'],
  ['{ peak_hours: [9, 12, 17] }', 'day_parts.peak_hours: must be two hours'],
  ['{ peak_hours: [9, 25] }', 'must be a whole hour from 0 to 24'],
  ['{ peak: [9, 17] }', 'allowed are peak_days, peak_hours, weekend_days'],
])('that cannot be right stop the start: %s', (text, message) => {
  expect(() => load(text)).toThrow(ConfigError);
  expect(() => load(text)).toThrow(message);
});
