import { DIMENSIONS } from '../contract/dimensions';
import { METRICS } from '../contract/metrics';
import { DASHBOARD_ZONE, LEDGER_ZONE } from '../contract/query';
import { withDefaults } from './defaults';
import { type LedgerFilter, type LedgerQuery } from './types';
import { enumerate, granularityPhrase, inSentence, rangeTitle } from './words';

const TITLES: ReadonlyMap<string, string> = new Map([...METRICS, ...DIMENSIONS].map(({ id, title }) => [id, title]));

/** The question as a sentence, for instance “Cost by model per day, UTC”. Holds for half-built questions too. */
export function displayText(query: LedgerQuery): string {
  const { metrics, groupBy, limit, other, granularity, filters, range, timezone } = withDefaults(query);
  const [first, ...others] = metrics.map(titleOf);
  if (first === undefined) {
    return 'No metric chosen';
  }
  const parts = [
    enumerate([first, ...others.map(inSentence)]),
    groupBy.length > 0 && `by ${enumerate(groupBy.map((id) => inSentence(titleOf(id))))}`,
    groupBy.length > 0 && limit && `(top ${limit}${other ? ' and the rest' : ''})`,
    granularityPhrase(granularity),
    conditionOf(filters),
  ];
  const tail = [range && inSentence(rangeTitle(range)), zonePhrase(timezone)];
  return [parts.filter(Boolean).join(' '), ...tail.filter(Boolean)].join(', ');
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
