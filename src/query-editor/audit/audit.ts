import { DASHBOARD_ZONE } from '../../../contract/query';
import { rangePhrase, sentence, zonePhrase } from '../phrases';
import { type QueryKind } from '../query-kind';

/** Administrative acts. */
export const audit: QueryKind = {
  title: 'Audit log',
  description: 'Administrative acts',
  measures: false,
  rows: 100,
  filterable: [],
  keeps: ['range', 'timezone'],
  newQuery: () => ({ timezone: DASHBOARD_ZONE }),
  /** For instance “Newest 100 acts of the audit log, this month, UTC”. */
  describe: (query, _titleOf, app) =>
    sentence([`Newest ${query.limit} acts of the audit log`], rangePhrase(query), zonePhrase(query, app)),
  loadEditor: async () => {
    const { AuditEditor } = await import(/* webpackChunkName: "query-editor" */ './AuditEditor');
    return { default: AuditEditor };
  },
};
