import { type AnnotationQuery, type AnnotationSupport } from '@grafana/data';
import { migrateQuery } from '../migrations/migrate-query';
import { type LedgerQuery } from '../types';

const ANNOTATIONS = 'annotations';
/** Said in words: what has a type and nothing else Grafana takes for an empty question, and asks a new panel's instead. */
const ALL_KINDS: string[] = [];

/**
 * Marks on a dashboard's graphs. Any question may be asked whose answer has times and texts; one without a type asks
 * what changed the numbers. Grafana reads the answer's fields by their names.
 */
export const annotationSupport: AnnotationSupport<LedgerQuery> = {
  // Grafana shows saved annotations with these words put in and asks without them: none may change the answer.
  getDefaultQuery: () => ({ queryType: ANNOTATIONS }),

  // What is as it should be has to come back as it is: Grafana's editor asks again for as long as something changes.
  prepareAnnotation: (saved: AnnotationQuery<LedgerQuery>) => {
    const target = targetOf(saved);
    return target === saved.target ? saved : { ...saved, target };
  },

  prepareQuery: (saved: AnnotationQuery<LedgerQuery>) => {
    const query = targetOf(saved);
    return query.queryType === ANNOTATIONS ? { ...query, kinds: query.kinds ?? ALL_KINDS } : query;
  },
};

function targetOf({ target }: AnnotationQuery<LedgerQuery>): LedgerQuery {
  const query = migrateQuery(target ?? { refId: 'Anno' });
  return query.queryType ? query : { ...query, queryType: ANNOTATIONS };
}
