import { CoreApp, dateTime } from '@grafana/data';
import { INTAKE_METRICS } from '../../contract/intake';
import { BUILT_IN } from '../catalogue';
import { withDefaults } from '../defaults';
import { refusalOf } from '../test/ask-collector';
import { type LedgerQuery } from '../types';
import { findAuditFindings } from './audit/find-audit-findings';
import { type Finding } from './finding';
import { findIntakeFindings } from './intake/find-intake-findings';
import { type PanelShape } from './panel-shape';
import { findRequestsFindings } from './requests/find-requests-findings';
import { findUsageFindings } from './usage/find-usage-findings';

type Words = Partial<LedgerQuery>;

/** The last seven days, as in what the collector is asked. */
const to = dateTime(Date.UTC(2026, 2, 31, 12));
const range = { from: dateTime(to).subtract(7, 'days'), to, raw: { from: 'now-7d', to: 'now' } };

/** What a collector of this version says. */
const TOLD = { ...BUILT_IN, metrics: [...BUILT_IN.metrics], dimensions: [...BUILT_IN.dimensions] };

function findings(words: Words, app = CoreApp.PanelEditor, shape?: PanelShape, catalogue = TOLD): Finding[] {
  const context = { query: withDefaults({ refId: 'A', ...words }), catalogue, app, shape, range };
  switch (words.queryType) {
    case 'intake':
      return findIntakeFindings(context, [...INTAKE_METRICS]);
    case 'requests':
      return findRequestsFindings(context);
    case 'audit':
      return findAuditFindings(context);
    case undefined:
    default:
      return findUsageFindings(context);
  }
}

const errors = (...asked: Parameters<typeof findings>) =>
  findings(...asked).filter(({ severity }) => severity === 'error');
const where = (dimension: string, operator: string, ...values: string[]): Words => ({
  metrics: ['cost'],
  filters: [{ dimension, operator, values }],
});

/** Questions that the collector refuses whatever the data, and the field that has to be changed. */
const WRONG: Array<[field: string, words: Words]> = [
  ['metrics', { metrics: [] }],
  ['metrics', { metrics: ['cosst'] }],
  ['metrics', { metrics: ['top_model'], granularity: 'day' }],
  ['metrics', { metrics: ['last_used'], granularity: 'day' }],
  ['metrics', { metrics: ['weekend_share'], granularity: 'day' }],
  ['groupBy', { metrics: ['status_help'], groupBy: ['status_class'] }],
  ['groupBy', { metrics: ['cost'], groupBy: ['size'] }],
  ['groupBy', { metrics: ['cost'], groupBy: ['tag.'] }],
  ['limit', { metrics: ['cost'], limit: 0 }],
  ['limit', { metrics: ['cost'], groupBy: ['user'], limit: 1.5 }],
  ['limit', { metrics: ['cost'], groupBy: ['user'], limit: 10_001 }],
  ['limit', { metrics: ['cost'], groupBy: ['user'], limit: 1_001, granularity: 'day' }],
  ['share', { metrics: ['cost'], share: true, compare: 'week', compareAs: 'change' }],
  ['share', { metrics: ['cost'], share: true, compare: 'week', compareAs: 'previous' }],
  ['unused', { metrics: ['cost'], groupBy: ['model'], unused: true, granularity: 'day' }],
  ['unused', { metrics: ['cost'], groupBy: ['model'], unused: true, compare: 'week' }],
  ['settle', { metrics: ['cost'], settle: '2 minutes' }],
  ['settle', { metrics: ['cost'], settle: '25h' }],
  ['timezone', { metrics: ['cost'], timezone: 'Nowhere/Land' }],
  ['granularity', { metrics: ['cost'], granularity: 'minute', range: '30d' }],
  ['granularity', { metrics: ['cost'], granularity: '15m', range: '12M' }],
  ['filters.0', where('size', '=', 'x')],
  ['filters.0', where('model', '>', 'x')],
  ['filters.0', where('model', '=~', '(?=gpt)')],
  ['filters.0', where('model', '!~', '(?<!a)b')],
  ['filters.0', where('model', '=~', '(a)\\1')],
  ['filters.0', where('model', '=~', 'gpt-(')],
  ['filters.0', where('model', '=~', ...Array.from({ length: 21 }, (_, index) => `m${index}`))],
  ['metrics', { queryType: 'intake', metrics: ['cost'] }],
  ['metrics', { queryType: 'intake', metrics: ['accepted'], compare: 'day' }],
  ['groupBy', { queryType: 'intake', metrics: ['accepted'], groupBy: ['team'] }],
  ['groupBy', { queryType: 'intake', metrics: ['store_bytes'], groupBy: ['source'] }],
  ['groupBy', { queryType: 'intake', metrics: ['rejected', 'accepted'], groupBy: ['field'] }],
  ['granularity', { queryType: 'intake', metrics: ['records'], groupBy: [], granularity: 'day' }],
  ['filters.0', { ...where('source', '=', 'x'), queryType: 'intake', metrics: ['store_bytes'], groupBy: [] }],
  ['granularity', { queryType: 'intake', metrics: ['accepted'], granularity: '5m' }],
  ['granularity', { queryType: 'intake', metrics: ['seconds_since_last_record'], granularity: 'auto' }],
  ['filters.0', { ...where('team', '=', 'x'), queryType: 'intake', metrics: ['accepted'] }],
  ['order', { queryType: 'requests', format: 'logs', order: 'cost' }],
  ['limit', { queryType: 'requests', limit: 1_001 }],
  ['min_cost', { queryType: 'requests', min_cost: '5 cents' }],
  ['min_cost', { queryType: 'requests', min_cost: -1 }],
  ['min_latency_ms', { queryType: 'requests', min_latency_ms: -1 }],
  ['settle', { queryType: 'requests', settle: 'x' }],
  ['limit', { queryType: 'audit', limit: 0 }],
  ['limit', { ...where('team', '=', 'x'), queryType: 'audit' }],
  ['timezone', { queryType: 'audit', timezone: 'Nowhere/Land' }],
];

const RIGHT: Words[] = [
  { metrics: ['requests', 'status_help'], groupBy: ['status_code'] },
  { metrics: ['cost'] },
  { metrics: ['top_model', 'cost'], groupBy: ['user', 'tag.a/b'], limit: 10_000 },
  { metrics: ['cost'], groupBy: ['user'], limit: 1_000, granularity: 'day', other: true, share: true },
  { metrics: ['cost'], share: true, compare: 'week' },
  { metrics: ['cost'], groupBy: ['model'], unused: true, share: true, limit: 5, other: true },
  { metrics: ['cost'], compare: 'previous_period', compareAs: 'change', complete: true, settle: '24h' },
  { metrics: ['cost'], granularity: 'minute', range: '7d', timezone: 'Asia/Kathmandu' },
  { metrics: ['cost'], granularity: '15m', range: '90d' },
  where('model', '=~', '(?i)GPT-.*', '(?P<name>a)', '[[:alpha:]]+', 'a\\$b', '\\Agpt\\z'),
  where('user', '=', '@me'),
  where('user', '=~', '@me'),
  { queryType: 'intake', metrics: ['accepted', 'lag_p99'], granularity: '15m', limit: 5 },
  { queryType: 'intake', metrics: ['seconds_since_last_record'], groupBy: [] },
  { queryType: 'intake', metrics: ['store_bytes', 'commit_p99'], groupBy: [], granularity: 'day' },
  { queryType: 'intake', metrics: ['rejected'], groupBy: ['source', 'field'] },
  { queryType: 'requests', format: 'logs', limit: 1_000, min_cost: '0.05', min_latency_ms: 0 },
  { queryType: 'requests', order: 'latency_ms', min_cost: '' },
  { queryType: 'audit', limit: 1_000 },
];

describe('what the editor finds', () => {
  it.each(WRONG)('at %s is refused by the collector too: %j', (field, words) => {
    expect(errors(words).map((finding) => finding.field)).toContain(field);
    expect(refusalOf(words)).toBeDefined();
  });

  it.each(RIGHT)('in a question that the collector takes is nothing: %j', (words) => {
    expect(refusalOf(words)).toBeUndefined();
    expect(errors(words)).toEqual([]);
  });

  it.each<[string, Words]>([
    ['metrics', { metrics: ['cost', 'requests'] }],
    ['metrics', { metrics: ['top_model'] }],
    ['metrics', { metrics: ['last_used'] }],
    ['share', { metrics: ['cost'], share: true }],
    ['unused', { metrics: ['cost'], groupBy: ['model'], unused: true }],
    ['compareAs', { metrics: ['cost'], compare: 'week' }],
    ['groupBy', { metrics: ['cost'], groupBy: ['$by'] }],
    ['filters.0', where('team', '=', '$team')],
    ['filters.0', where('team', '=', '@me')],
    ['metrics', { queryType: 'intake', metrics: ['accepted', 'rejected'] }],
  ])('at %s keeps a rule from being asked: %j', (field, words) => {
    expect(errors(words, CoreApp.UnifiedAlerting).map((finding) => finding.field)).toContain(field);
    expect(refusalOf(words, { alerting: true })).toBeDefined();
  });

  it('offers a way out that works', () => {
    for (const [, words] of WRONG) {
      for (const { fix } of errors(words)) {
        const fixed = { ...words, ...fix?.words };
        expect(fix ? errors(fixed).some((left) => left.fix?.label === fix.label) : false).toBe(false);
      }
    }
    const [several] = errors({ metrics: ['cost', 'requests'] }, CoreApp.UnifiedAlerting);
    expect(several?.fix).toEqual({ label: 'Keep Cost only', words: { metrics: ['cost'] } });
  });

  it('leaves variables to the dashboard', () => {
    const words = {
      metrics: ['$metric'],
      groupBy: ['$by'],
      granularity: '$step',
      settle: '$delay',
      timezone: '$zone',
      filters: [{ dimension: '$by', operator: '=~', values: ['$pattern', '${all:regex}'] }],
    };
    expect(findings(words)).toEqual([]);
    expect(findings({ queryType: 'requests', min_cost: '$least' })).toEqual([]);
  });

  it('warns of a variable’s format that makes one text of several values', () => {
    const [found, ...others] = findings(where('team', '=', 'eu-${team:csv}'));
    expect(found).toMatchObject({
      field: 'filters.0',
      severity: 'hint',
      message: '${team:csv} makes one text of several values. $team stands for each of them.',
    });
    expect(others).toEqual([]);
    expect(findings(where('team', '=~', '${team:csv}'))).toHaveLength(1);
    expect(findings(where('team', '=', '${team:csv}'))).toEqual([]);
  });

  it('calls nothing unknown before the collector has said what it has', () => {
    const words = { ...where('novel', '=', 'x'), metrics: ['carbon'], groupBy: ['novel'] };
    expect(errors(words)).toHaveLength(3);
    expect(errors(words, CoreApp.PanelEditor, undefined, BUILT_IN)).toEqual([]);
  });

  it('asks units to be of one kind', () => {
    const [unit] = findings({ metrics: ['units'] });
    expect(unit).toMatchObject({ field: 'metrics', severity: 'hint', fix: { words: { groupBy: ['unit'] } } });
    expect(findings({ metrics: ['units'], groupBy: ['unit'] })).toEqual([]);
    expect(findings({ ...where('unit', '=', 'image'), metrics: ['units'] })).toEqual([]);
  });

  it('proposes what the panel draws best, and only where a panel is', () => {
    const series = { metrics: ['cost'], granularity: 'auto' };
    const totals = { metrics: ['cost'], granularity: 'none' };
    const proposed = (words: Words, shape?: PanelShape, app = CoreApp.PanelEditor) =>
      findings(words, app, shape).map(({ fix }) => fix?.words);
    expect(proposed(series, 'single')).toEqual([{ granularity: 'none' }]);
    expect(proposed(series, 'totals')).toEqual([{ granularity: 'none' }]);
    expect(proposed(totals, 'series')).toEqual([{ granularity: 'auto' }]);
    expect(proposed(series, 'series')).toEqual([]);
    expect(proposed({ ...series, granularity: 'day' }, 'totals')).toEqual([]);
    expect(proposed(series)).toEqual([]);
    expect(proposed(series, 'single', CoreApp.Explore)).toEqual([]);
  });
});
