import { CoreApp } from '@grafana/data';
import { DASHBOARD_ZONE } from '../../../contract/query';
import { type CompleteQuery } from '../../types';
import { inSentence } from '../../words';
import { conditionPhrase, rangePhrase, sentence, zonePhrase } from '../phrases';
import { type QueryKind, type TitleOf } from '../query-kind';

/** Single calls. */
export const requests: QueryKind = {
  title: 'Requests',
  description: 'Single calls',
  measures: false,
  rows: 50,
  filterable: 'all',
  keeps: ['filters', 'range', 'timezone', 'complete', 'settle'],
  newQuery: ({ app, shape }) => ({
    format: app === CoreApp.Explore || shape === 'log' ? 'logs' : 'table',
    filters: [],
    timezone: DASHBOARD_ZONE,
  }),
  describe: describeRequests,
  loadEditor: async () => {
    const { RequestsEditor } = await import(/* webpackChunkName: "query-editor" */ './RequestsEditor');
    return { default: RequestsEditor };
  },
};

const FIRST: ReadonlyMap<string, string> = new Map([
  ['time', 'Newest'],
  ['cost', 'Most expensive'],
  ['latency_ms', 'Slowest'],
  ['total_tokens', 'Largest'],
]);

/** For instance “Most expensive 50 requests from 0.05 USD, today, UTC”. */
function describeRequests(query: CompleteQuery, titleOf: TitleOf, app?: CoreApp): string {
  const { limit, min_cost, min_latency_ms, format } = query;
  const order = query.order || 'time';
  const first = FIRST.get(order);
  const least = [said(min_cost) && `${min_cost} USD`, said(min_latency_ms) && `${min_latency_ms} ms`].filter(Boolean);
  return sentence(
    [
      `${first ?? 'First'} ${limit} requests`,
      !first && `by ${inSentence(titleOf(order))}`,
      least.length > 0 && `from ${least.join(' and ')}`,
      conditionPhrase(query, titleOf),
    ],
    format === 'logs' && 'as log lines',
    rangePhrase(query),
    zonePhrase(query, app)
  );
}

function said(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
