import { rangePhrase, sentence, zonePhrase } from '../phrases';
import { type QueryKind } from '../query-kind';

/** A query type of a newer collector: its questions are kept as they are, range and zone can be changed. */
export function otherKind(type: string): QueryKind {
  return {
    title: type,
    description: 'Not known to this plugin',
    measures: false,
    filterable: 'all',
    keeps: ['range', 'timezone', 'filters'],
    newQuery: () => ({}),
    describe: (query, _titleOf, app) => sentence([type], rangePhrase(query), zonePhrase(query, app)),
    loadEditor: async () => {
      const { OtherEditor } = await import(/* webpackChunkName: "query-editor" */ './OtherEditor');
      return { default: OtherEditor };
    },
  };
}
