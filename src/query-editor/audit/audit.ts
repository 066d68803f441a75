import { DASHBOARD_ZONE } from '../../../contract/query';
import { rangePhrase, sentence, zonePhrase } from '../phrases';
import { type QueryKind } from '../query-kind';

/** As many as the collector gives where a question does not say. */
export const DEFAULT_ACTS = 100;

/** Administrative acts. */
export const audit: QueryKind = {
  title: 'Audit log',
  description: 'Administrative acts',
  measures: false,
  keeps: ['range', 'timezone'],
  newQuery: () => ({ timezone: DASHBOARD_ZONE }),
  /** For instance “Newest 100 acts of the audit log, this month, UTC”. */
  describe: (query) =>
    sentence([`Newest ${query.limit ?? DEFAULT_ACTS} acts of the audit log`], rangePhrase(query), zonePhrase(query)),
  loadEditor: async () => {
    const { AuditEditor } = await import(/* webpackChunkName: "query-editor" */ './AuditEditor');
    return { default: AuditEditor };
  },
};
