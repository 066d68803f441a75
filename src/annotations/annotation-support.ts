import { type AnnotationQuery, type AnnotationSupport } from '@grafana/data';
import { newQueryOf } from '../defaults';
import { migrateQuery } from '../migrations/migrate-query';
import { type LedgerQuery } from '../types';

const ANNOTATIONS = 'annotations';

/**
 * Marks on a dashboard's graphs. Any question may be asked whose answer has times and texts; one without a type asks
 * what changed the numbers. Grafana reads the answer's fields by their names.
 */
export const annotationSupport: AnnotationSupport<LedgerQuery> = {
  getDefaultQuery: () => newQueryOf(ANNOTATIONS, {}),

  // What is as it should be has to come back as it is: Grafana's editor asks again for as long as something changes.
  prepareAnnotation: (saved: AnnotationQuery<LedgerQuery>) => {
    const target = targetOf(saved);
    return target === saved.target ? saved : { ...saved, target };
  },

  prepareQuery: targetOf,
};

function targetOf({ target }: AnnotationQuery<LedgerQuery>): LedgerQuery {
  const query = migrateQuery(target ?? { refId: 'Anno' });
  return query.queryType ? query : { ...query, queryType: ANNOTATIONS };
}
