import { DIMENSIONS } from '../contract/dimensions';
import { METRICS } from '../contract/metrics';
import { DASHBOARD_ZONE, LEDGER_ZONE } from '../contract/query';
import { withDefaults } from './defaults';
import { takesMetrics } from './takes-metrics';
import { type CompleteQuery, type LedgerFilter, type LedgerQuery } from './types';
import { comparisonPhrase, enumerate, granularityPhrase, inSentence, listTitle, rangeTitle } from './words';

const TITLES: ReadonlyMap<string, string> = new Map([...METRICS, ...DIMENSIONS].map(({ id, title }) => [id, title]));

/** The question as a sentence, for instance “Cost by model per day, UTC”. Holds for half-built questions too. */
export function displayText(query: LedgerQuery): string {
  const asked = withDefaults(query);
  const measures = takesMetrics(asked.queryType);
  if (measures && asked.metrics.length === 0) {
    return 'No metric chosen';
  }
  const head = [...(measures ? measureParts(asked) : listParts(asked)), conditionOf(asked.filters)];
  const tail = [rangePhrase(asked), measures && comparisonOf(asked), zonePhrase(asked.timezone)];
  return [head.filter(Boolean).join(' '), ...tail.filter(Boolean)].join(', ');
}

function measureParts({ metrics, share, groupBy, limit, other, granularity }: CompleteQuery) {
  const [first = '', ...others] = metrics.map(titleOf);
  return [
    enumerate([first, ...others.map(inSentence)]),
    share && 'with its share',
    groupBy.length > 0 && `by ${enumerate(groupBy.map((id) => inSentence(titleOf(id))))}`,
    groupBy.length > 0 && limit && `(top ${limit}${other ? ' and the rest' : ''})`,
    granularityPhrase(granularity),
  ];
}

function listParts({ queryType, order }: CompleteQuery) {
  return [listTitle(queryType), order && `ordered by ${inSentence(titleOf(order))}`];
}

function rangePhrase({ range, complete, settle }: CompleteQuery): string {
  const parts = [
    range && inSentence(rangeTitle(range)),
    complete && 'complete buckets only',
    settle && `without the newest ${settle}`,
  ];
  return parts.filter(Boolean).join(', ');
}

function comparisonOf({ compare, compareAs }: CompleteQuery): string {
  return compare ? comparisonPhrase(compare, compareAs) : '';
}

function conditionOf(filters: LedgerFilter[]): string {
  const conditions = filters
    .filter(({ values }) => values.length > 0)
    .map(
      ({ dimension, operator, values }) => `${inSentence(titleOf(dimension))} ${operator} ${enumerate(values, 'or')}`
    );
  return conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
}

function zonePhrase(timezone: string): string {
  switch (timezone) {
    case LEDGER_ZONE:
      return 'ledger’s time zone';
    case DASHBOARD_ZONE:
      return 'dashboard’s time zone';
    default:
      return timezone;
  }
}

function titleOf(id: string): string {
  return TITLES.get(id) ?? id;
}
