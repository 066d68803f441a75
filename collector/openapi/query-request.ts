import { z } from 'zod';
import { ANNOTATIONS_QUERY } from '../query/annotations/answer';
import { AUDIT_QUERY } from '../query/audit/answer';
import { QUERY_REQUEST } from '../query/parse';
import { REQUESTS_QUERY } from '../query/requests/parse';

const USAGE = QUERY_REQUEST.shape.queries.element;
/** Zone, range and filters are the same for all. */
const COMMON = USAGE.pick({ refId: true, from: true, to: true, range: true, timezone: true, filters: true }).partial();

/** The body of `POST /api/v1/query`, whatever its queries are about. */
export const ANY_QUERY_REQUEST = QUERY_REQUEST.extend({
  queries: z.array(
    z.union([
      COMMON.extend({ queryType: z.literal('requests'), ...REQUESTS_QUERY.shape }),
      COMMON.extend({ queryType: z.literal('annotations'), ...ANNOTATIONS_QUERY.shape }),
      COMMON.extend({ queryType: z.literal('audit'), ...AUDIT_QUERY.shape }),
      // Metrics of arrival are the intake's own.
      USAGE.omit({ queryType: true, metrics: true }).extend({
        queryType: z.enum(['', 'usage', 'intake']).optional(),
        metrics: z.array(z.string()),
      }),
    ])
  ),
});
