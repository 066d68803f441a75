import { type CoreApp } from '@grafana/data';
import { DASHBOARD_ZONE } from '../../../contract/query';
import { type CompleteQuery } from '../../types';
import { enumerate, inSentence } from '../../words';
import { rangePhrase, sentence, zonePhrase } from '../phrases';
import { type QueryKind, type TitleOf } from '../query-kind';
import { kindTitle } from './annotation-kinds';

/** What changed the numbers, as marks on graphs. */
export const annotations: QueryKind = {
  title: 'Annotations',
  description: 'Changes to mark on graphs',
  measures: false,
  filterable: [],
  keeps: ['range', 'timezone'],
  newQuery: () => ({ timezone: DASHBOARD_ZONE }),
  describe: describeAnnotations,
  loadEditor: async () => {
    const { AnnotationsEditor } = await import(/* webpackChunkName: "query-editor" */ './AnnotationsEditor');
    return { default: AnnotationsEditor };
  },
};

/** For instance “Annotations: new prices and re-prices, this month, UTC”. */
function describeAnnotations(query: CompleteQuery, _titleOf: TitleOf, app?: CoreApp): string {
  const kinds = [query.kinds ?? []].flat().map((kind) => inSentence(kindTitle(String(kind))));
  return sentence(
    [kinds.length > 0 ? `Annotations: ${enumerate(kinds)}` : 'Annotations of all kinds'],
    rangePhrase(query),
    zonePhrase(query, app)
  );
}
