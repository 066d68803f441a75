import { CoreApp } from '@grafana/data';
import { INTAKE_METRICS } from '../../../contract/intake';
import { DASHBOARD_ZONE, LEDGER_ZONE } from '../../../contract/query';
import { type LedgerQuery } from '../../types';
import { type Place, type QueryKind } from '../query-kind';
import { describeUsage } from '../usage/describe-usage';

const TITLES: ReadonlyMap<string, string> = new Map(INTAKE_METRICS.map(({ id, title }) => [id, title]));

/** What arrived from which source. */
export const intake: QueryKind = {
  title: 'Intake',
  description: 'What arrives, and how late',
  measures: true,
  filterable: ['source'],
  keeps: ['range', 'timezone', 'complete', 'settle'],
  newQuery: newIntakeQuery,
  describe: (query, titleOf, app) => describeUsage(query, (id) => TITLES.get(id) ?? titleOf(id), app),
  loadEditor: async () => {
    const { IntakeEditor } = await import(/* webpackChunkName: "query-editor" */ './IntakeEditor');
    return { default: IntakeEditor };
  },
};

/** Rules and single values watch for silence, graphs show what arrived. */
function newIntakeQuery({ app, shape }: Place): Partial<LedgerQuery> {
  const alerting = app === CoreApp.UnifiedAlerting;
  const silence = alerting || shape === 'single';
  return {
    metrics: [silence ? 'seconds_since_last_record' : 'accepted'],
    groupBy: ['source'],
    granularity: silence || shape === 'totals' ? 'none' : 'auto',
    filters: [],
    timezone: alerting ? LEDGER_ZONE : DASHBOARD_ZONE,
  };
}
