import { type LedgerQuery } from '../types';
import { migrateQuery } from './migrate-query';
import { keepRange, restoreRange } from './rule-form-range';

const MONTH: LedgerQuery = { refId: 'A', metrics: ['cost'], range: 'month' };
/** As Grafana's form does it. */
const throughForm = (query: LedgerQuery) => ({ ...query, instant: false, range: true }) as unknown as LedgerQuery;

test('a named range comes through Grafana’s form for alert rules, which writes a boolean over it', () => {
  expect(restoreRange(throughForm(keepRange(MONTH)))).toEqual(MONTH);
  expect(migrateQuery(throughForm(keepRange(MONTH)))).toEqual(MONTH);
});

test('a question without one has none afterwards', () => {
  const { range: _, ...dashboard } = MONTH;
  expect(keepRange(dashboard)).toBe(dashboard);
  expect(restoreRange(throughForm(keepRange(dashboard)))).toEqual(dashboard);
});

test('a range chosen since is the one that counts', () => {
  expect(restoreRange({ ...keepRange(MONTH), range: 'today' })).toEqual({ ...MONTH, range: 'today' });
});

test('questions that no form has touched stay as they are', () => {
  expect(restoreRange(MONTH)).toBe(MONTH);
});
