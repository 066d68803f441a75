import { type CoreApp } from '@grafana/data';
import { type CompleteQuery } from '../../types';
import { comparisonPhrase, enumerate, granularityPhrase, inSentence } from '../../words';
import { conditionPhrase, rangePhrase, sentence, zonePhrase } from '../phrases';
import { type TitleOf } from '../query-kind';

/** For instance “Cost by team per day, this month, Europe/Berlin, top 10 + other”. */
export function describeUsage(query: CompleteQuery, titleOf: TitleOf, app?: CoreApp): string {
  const { metrics, groupBy, granularity, compare, compareAs, share, unused } = query;
  if (metrics.length === 0) {
    return 'No metric chosen';
  }
  const [first = '', ...others] = metrics.map(titleOf);
  return sentence(
    [
      enumerate([first, ...others.map(inSentence)]),
      groupBy.length > 0 && `by ${enumerate(groupBy.map((id) => inSentence(titleOf(id))))}`,
      granularityPhrase(granularity),
      conditionPhrase(query, titleOf),
    ],
    rangePhrase(query),
    compare && comparisonPhrase(compare, compareAs),
    share && 'with share of the total',
    unused && groupBy.length > 0 && 'unused ones too',
    zonePhrase(query, app),
    limitPhrase(query)
  );
}

function limitPhrase({ groupBy, limit, other }: CompleteQuery): string | false | undefined {
  return groupBy.length > 0 && limit ? `top ${limit}${other ? ' + other' : ''}` : undefined;
}
