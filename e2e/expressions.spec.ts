import { expect, test } from '@grafana/plugin-e2e';
import { environment, records } from './environment';
import { byLabels, EXPRESSIONS, type GrafanaResult, LEDGER, queryGrafana, rowsOf } from './grafana-query';

const DAY = 24 * 3_600_000;
const RANGE = { from: environment.now - 7 * DAY, to: environment.now + 3_600_000 };
const TEAMS = [...new Set(records.map(({ team }) => team))];

const ledger = (query: Record<string, unknown>) => ({ refId: 'A', datasource: LEDGER, ...query });
const expression = (refId: string, type: string, more: Record<string, unknown>) => ({
  refId,
  datasource: EXPRESSIONS,
  type,
  ...more,
});
const threshold = (of: string, above: number) =>
  expression('T', 'threshold', {
    expression: of,
    conditions: [{ evaluator: { type: 'gt', params: [above] } }],
  });

const dollarsOf = (team: string) =>
  records.filter((record) => record.team === team).reduce((sum, { cents }) => sum + cents, 0) / 100;
const perTeam = <T>(value: (team: string) => T) =>
  Object.fromEntries(TEAMS.map((team): [string, T] => [`team=${team}`, value(team)]));
const single = (result: GrafanaResult | undefined) =>
  Object.fromEntries(Object.entries(byLabels(result!)).map(([labels, values]) => [labels, values.at(-1)]));
const rounded = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Number(Number(value).toFixed(6))]));

test('totals by group go through math and threshold, one value per label set', async ({ request }) => {
  const results = await queryGrafana(
    request,
    [
      ledger({ metrics: ['cost'], groupBy: ['team'] }),
      expression('M', 'math', { expression: '$A * 100' }),
      threshold('A', 30),
    ],
    RANGE
  );
  expect(results.A?.error).toBeUndefined();
  expect(rounded(single(results.A))).toEqual(rounded(perTeam(dollarsOf)));
  expect(rounded(single(results.M))).toEqual(rounded(perTeam((team) => dollarsOf(team) * 100)));
  expect(single(results.T)).toEqual(perTeam((team) => (dollarsOf(team) > 30 ? 1 : 0)));
});

test('without expressions a total by group is one long table, largest first', async ({ request }) => {
  const { A } = await queryGrafana(request, [ledger({ metrics: ['cost'], groupBy: ['team'] })], RANGE);
  expect(A?.frames?.[0]?.schema.meta?.type).toBe('numeric-long');
  expect(rowsOf(A!).map(([team, cost]) => [team, Number(Number(cost).toFixed(2))])).toEqual(
    TEAMS.map((team) => [team, dollarsOf(team)]).sort((a, b) => Number(b[1]) - Number(a[1]))
  );
});

test('series by group go through reduce, resample and threshold', async ({ request }) => {
  const results = await queryGrafana(
    request,
    [
      ledger({ metrics: ['requests'], groupBy: ['team'], granularity: 'hour' }),
      expression('R', 'reduce', { expression: 'A', reducer: 'sum' }),
      expression('S', 'resample', { expression: 'A', window: '1d', downsampler: 'sum', upsampler: 'fillna' }),
      expression('Q', 'reduce', { expression: 'S', reducer: 'max', settings: { mode: 'dropNN' } }),
      threshold('R', 6),
    ],
    RANGE
  );
  const count = (team: string) => records.filter((record) => record.team === team).length;
  expect(results.A?.frames).toHaveLength(TEAMS.length);
  expect(results.A?.frames?.every(({ schema }) => schema.meta?.type === 'timeseries-multi')).toBe(true);
  expect(single(results.R)).toEqual(perTeam(count));
  expect(Object.keys(byLabels(results.S!)).sort()).toEqual(TEAMS.map((team) => `team=${team}`).sort());
  expect(single(results.T)).toEqual(perTeam((team) => (count(team) > 6 ? 1 : 0)));
});

test('a total without groups and a series without groups go through reduce, math and threshold', async ({
  request,
}) => {
  const total = records.reduce((sum, { cents }) => sum + cents, 0) / 100;
  const results = await queryGrafana(
    request,
    [
      ledger({ metrics: ['cost'] }),
      { ...ledger({ metrics: ['cost'], granularity: 'day' }), refId: 'B' },
      expression('R', 'reduce', { expression: 'B', reducer: 'sum' }),
      expression('M', 'math', { expression: '$A - $R' }),
      threshold('A', total - 1),
    ],
    RANGE
  );
  expect(rounded(single(results.A))).toEqual({ '': total });
  expect(rounded(single(results.R))).toEqual({ '': total });
  expect(Math.abs(Number(single(results.M)['']))).toBeLessThan(1e-9);
  expect(single(results.T)).toEqual({ '': 1 });
});

test('shares, changes and percentiles are numbers that rules can take', async ({ request }) => {
  const yesterday = { from: environment.now - 36 * 3_600_000, to: environment.now + 3_600_000 };
  const results = await queryGrafana(
    request,
    [
      ledger({ metrics: ['cost'], groupBy: ['team'], compare: 'day', compareAs: 'previous' }),
      { ...ledger({ metrics: ['latency_p95'], groupBy: ['team'] }), refId: 'L' },
      expression('M', 'math', { expression: '$L > 0' }),
      threshold('A', 1_000_000),
    ],
    yesterday
  );
  expect(results.A?.error).toBeUndefined();
  expect(Object.keys(single(results.A))).toHaveLength(TEAMS.length);
  expect(single(results.T)).toEqual(perTeam(() => 0));
  expect(single(results.M)).toEqual(perTeam(() => 1));
});

test('an answer without records is no data to an expression, not an error', async ({ request }) => {
  const nothing = [{ dimension: 'team', operator: '=', values: ['nobody'] }];
  const results = await queryGrafana(
    request,
    [ledger({ metrics: ['cost'], groupBy: ['team'], filters: nothing }), threshold('A', 1)],
    RANGE
  );
  expect(results.A?.error).toBeUndefined();
  expect(results.T?.error).toBeUndefined();
  expect(single(results.T)).toEqual({});
});

test('the log, annotations and the audit log arrive as tables, the log as log lines too', async ({ request }) => {
  const results = await queryGrafana(
    request,
    [
      ledger({ queryType: 'requests', limit: 5 }),
      { ...ledger({ queryType: 'requests', format: 'logs' }), refId: 'B' },
      { ...ledger({ queryType: 'annotations' }), refId: 'C' },
      { ...ledger({ queryType: 'audit' }), refId: 'D' },
    ],
    RANGE
  );
  const types = ['A', 'B', 'C', 'D'].map((refId) => results[refId]?.frames?.[0]?.schema.meta?.type);
  expect(types).toEqual(['table', 'log-lines', 'table', 'table']);
  expect(results.A?.frames?.[0]?.data.values[0]).toHaveLength(5);
  expect(results.B?.frames?.[0]?.data.values[0]).toHaveLength(records.length);
});

test('one bad query does not spoil its neighbours', async ({ request }) => {
  const results = await queryGrafana(
    request,
    [ledger({ metrics: ['cosst'] }), { ...ledger({ metrics: ['requests'] }), refId: 'B' }],
    RANGE
  );
  expect(results.A?.error).toContain('cosst');
  expect(single(results.B)).toEqual({ '': records.length });
});
