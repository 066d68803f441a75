import { z } from 'zod';
import { COST_SOURCES, type IntakeReply } from '../../contract/record';
import { type DimensionValues } from '../../contract/values';
import { ERROR_CODES } from '../errors';
import { type LitellmReply } from '../http/post-litellm';

/** The one shape of errors. */
export const ERROR = z
  .object({
    error: z.object({
      code: z.enum(ERROR_CODES),
      message: z.string().meta({ description: 'What is wrong, and what to do.' }),
      field: z.string().optional(),
    }),
  })
  .meta({ description: 'A refusal.' });

const rejection = z.object({
  index: z.int().min(0).meta({ description: 'Position in the request (of NDJSON the line), from 0.' }),
  id: z.string().optional(),
  field: z.string().optional(),
  message: z.string(),
});

const count = z.int().min(0);

/** Reply to `POST /api/v1/records`. */
export const INTAKE_REPLY = z.object({
  accepted: count.meta({ description: 'New records.' }),
  duplicates: count.meta({ description: 'Records that were on the books already.' }),
  amended: count.meta({ description: 'Records that filled absent fields of one on the books.' }),
  conflicts: count.optional().meta({ description: 'Records that differ from the one on the books, which stays.' }),
  rejected: z.array(rejection),
  warnings: z.array(z.string()).optional(),
}) satisfies z.ZodType<IntakeReply>;

/** Reply to `POST /integrations/litellm`. */
export const LITELLM_REPLY = INTAKE_REPLY.extend({
  ignored: count.meta({ description: 'Payloads that are no call to a model.' }),
}) satisfies z.ZodType<LitellmReply>;

/** Reply to `GET /api/v1/records`. */
export const LOG_PAGE = z.object({
  records: z.array(
    z.looseObject({
      id: z.string(),
      source: z.string(),
      timestamp: z.iso.datetime(),
      model: z.string(),
      cost: z.string().nullable().optional().meta({ description: 'Decimal in USD; null if unknown.' }),
      cost_source: z.enum(COST_SOURCES).optional(),
      content: z
        .record(z.string(), z.unknown())
        .nullable()
        .optional()
        .meta({ description: 'With `content=true`: prompts and answers by their place; null where none are kept.' }),
      content_truncated: z.literal(true).optional().meta({ description: 'Of the content only the start is kept.' }),
    })
  ),
  next_cursor: z.string().nullable(),
});

const field = z.looseObject({ name: z.string(), type: z.enum(['time', 'number', 'string', 'boolean', 'other']) });
const labels = z.record(z.string(), z.string());
const value = z.union([z.number(), z.string(), z.boolean(), z.null(), labels]);

/** Reply to `POST /api/v1/query`: Grafana's own shape. */
export const QUERY_REPLY = z.object({
  results: z.record(
    z.string(),
    z.object({
      status: z.int(),
      frames: z
        .array(
          z.object({
            schema: z.looseObject({ refId: z.string(), fields: z.array(field) }),
            data: z.object({ values: z.array(z.array(value)).meta({ description: 'One array per field.' }) }),
          })
        )
        .optional(),
      error: z.string().optional(),
      errorSource: z.enum(['downstream', 'plugin']).optional(),
    })
  ),
});

const named = z.looseObject({ id: z.string(), title: z.string(), description: z.string() });
const words = z.array(z.string());

/** Reply to `GET /api/v1/schema`. */
export const SCHEMA_DOCUMENT = z.looseObject({
  version: z.string(),
  api: z.literal(1),
  ledger: z.enum(['live', 'demo']),
  timezone: z.string(),
  queryTypes: z.array(named),
  metrics: z.array(named),
  dimensions: z.array(named),
  granularities: words,
  operators: words,
  ranges: words,
  facts: z
    .looseObject({ store: z.string(), now: count, records: count, token: z.string(), identity: z.string() })
    .optional(),
});

/** Reply to `GET /api/v1/dimensions/<id>/values`. */
export const DIMENSION_VALUES = z.object({
  values: words.meta({ description: 'Most used first.' }),
  requests: z.array(count).meta({ description: 'Calls of each value, in the same order.' }),
  truncated: z.boolean().meta({ description: 'Whether there are more.' }),
}) satisfies z.ZodType<DimensionValues>;

/** Replies of `/healthz` and `/readyz`. */
export const STATUS = z.object({ status: z.enum(['ok', 'ready']) });
