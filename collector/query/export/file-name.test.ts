import { at } from '../time/local';
import { fileName, usageWords } from './file-name';

const BERLIN = 'Europe/Berlin';
const NOW = at('2026-11-22T14:05', BERLIN);
const nameOf = (from: string, to: string, words = ['cost', 'by', 'team'], timezone = BERLIN) =>
  fileName({ words, range: { from: at(from, timezone), to: at(to, timezone) }, timezone }, NOW, 'csv');

test('a file is named after what it is about and its first and last day', () => {
  expect(nameOf('2026-10-24T00:00', '2026-11-22T14:05')).toBe('tokenledger-cost-by-team-2026-10-24-to-2026-11-22.csv');
});

test('days are those of the zone, and midnight ends the day before', () => {
  expect(nameOf('2026-10-01T00:00', '2026-11-01T00:00')).toContain('2026-10-01-to-2026-10-31');
  expect(nameOf('2026-10-01T00:00', '2026-11-01T00:00', ['cost'], 'Pacific/Auckland')).toContain(
    '2026-10-01-to-2026-10-31'
  );
});

test('days to come are not named, unless there are no others', () => {
  expect(nameOf('2026-11-01T00:00', '2026-12-01T00:00')).toContain('2026-11-01-to-2026-11-22');
  expect(nameOf('2026-11-25T00:00', '2026-11-28T00:00')).toContain('2026-11-25-to-2026-11-25');
});

test('a range of no length has the day that it lies in', () => {
  expect(nameOf('2026-11-01T00:00', '2026-11-01T00:00')).toContain('2026-11-01-to-2026-11-01');
});

test('everything has no first day', () => {
  const whole = { words: ['requests'], range: { from: 0, to: NOW + 8 * 86_400_000 }, timezone: BERLIN };
  expect(fileName(whole, NOW, 'ndjson')).toBe('tokenledger-requests-until-2026-11-22.ndjson');
});

test('no name is long or has characters that a header or a folder could trip over', () => {
  const words = usageWords(['cost'], ['tag.cost/centre', 'tag."\r\n; x=../..', `tag.${'é'.repeat(300)}`], 'day');
  const name = nameOf('2026-10-24T00:00', '2026-11-22T14:05', words);
  expect(name).toMatch(/^tokenledger-cost-by-tag-cost-centre-tag-[\w-]*2026-10-24-to-2026-11-22\.csv$/);
  expect(nameOf('2026-10-24T00:00', '2026-11-22T14:05', ['a'.repeat(10_000)]).length).toBeLessThan(120);
});

test.each([
  [['cost'], [], 'none', 'cost'],
  [['cost'], ['team'], 'day', 'cost by team per day'],
  [['cost', 'requests', 'users'], ['team', 'model'], 'none', 'cost and 2 more by team model'],
])('%j by %j at granularity %s is %s', (metrics, groupBy, granularity, words) => {
  expect(usageWords(metrics, groupBy, granularity).join(' ')).toBe(words);
});
