import { z } from 'zod';
import { IDENTITY_HEADERS } from '../../contract/headers';
import { JSON_TYPE, PROTOBUF_TYPE } from '../http/otlp-content';
import { FIELD_SCHEMAS } from '../ingest/fields';
import { type Signal } from '../ingest/otlp/messages';
import { AGGREGATE_OPTIONS } from '../query/export/aggregate';
import { CONTENT_TYPES } from '../query/export/format';
import { ROW_OPTIONS } from '../query/export/rows';
import { LOG_OPTIONS } from '../query/log';
import { VALUES_OPTIONS } from '../query/values/answer-values';
import { VERSION } from '../version';
import { OTLP_MESSAGES } from './otlp-messages';
import { parameters } from './parameters';
import { ANY_QUERY_REQUEST } from './query-request';
import {
  DIMENSION_VALUES,
  ERROR,
  INTAKE_REPLY,
  LITELLM_REPLY,
  LOG_PAGE,
  QUERY_REPLY,
  SCHEMA_DOCUMENT,
  STATUS,
} from './replies';

type Json = Record<string, unknown>;

const COMPONENTS = {
  Error: ERROR,
  UsageRecord: z.looseObject({ ...optional(FIELD_SCHEMAS), model: FIELD_SCHEMAS.model }),
  IntakeReply: INTAKE_REPLY,
  LitellmReply: LITELLM_REPLY,
  LogPage: LOG_PAGE,
  QueryRequest: ANY_QUERY_REQUEST,
  QueryReply: QUERY_REPLY,
  SchemaDocument: SCHEMA_DOCUMENT,
  DimensionValues: DIMENSION_VALUES,
  Status: STATUS,
};

type ComponentName = keyof typeof COMPONENTS;

/** `GET /openapi.json`: the interface as OpenAPI 3.1, made of the very schemas that requests are read by. */
export function openApiDocument(): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Token Ledger',
      version: VERSION,
      summary: 'Every LLM call on the books.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'This collector' }],
    security: [{ token: [] }],
    paths: PATHS,
    components: {
      schemas: Object.fromEntries(Object.entries(COMPONENTS).map(([name, schema]) => [name, jsonSchema(schema)])),
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: `Made by tokenledger token create. A collector without tokens asks for none. Tokens of the role delegate name the person in ${IDENTITY_HEADERS.kind}, ${IDENTITY_HEADERS.login} and ${IDENTITY_HEADERS.role}.`,
        },
      },
    },
  };
}

const OPEN = { security: [] };
const PATHS: Json = {
  '/api/v1/records': {
    post: operation('postRecords', 'Book usage records', {
      description:
        'One record, an array of at most 10,000 (32 MiB), or NDJSON (256 MiB, read as a stream). The answer comes once everything it acknowledges is durable.',
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: { anyOf: [ref('UsageRecord'), { type: 'array', items: ref('UsageRecord'), maxItems: 10_000 }] },
          },
          'application/x-ndjson': { schema: { type: 'string', description: 'One record per line.' } },
        },
      },
      responses: responses('What became of each record', 'IntakeReply', [400, 401, 403, 413, 415, 429, 503]),
    }),
    get: operation('listRecords', 'The log: single records, newest or largest first', {
      description: 'Besides the dimensions named, any tag as tag.<key>.',
      parameters: parameters(LOG_OPTIONS),
      responses: responses('A page', 'LogPage', [400, 401, 403, 429, 503, 504]),
    }),
  },
  '/v1/traces': otlpPath('traces', 'Spans: those that are calls to models are booked'),
  '/v1/logs': otlpPath('logs', 'Log records: events that tell of calls are booked'),
  '/v1/metrics': otlpPath('metrics', 'Metrics: taken, and not booked, as they repeat calls in sums'),
  '/integrations/litellm': {
    post: operation('postLitellm', "LiteLLM's generic API callback as it is, or rows of its SpendLogs", {
      description:
        'A list, one payload, or one per line (128 MiB), whatever the log format; payloads that cannot be read are rejected one by one.',
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: { anyOf: [{ type: 'object' }, { type: 'array', items: { type: 'object' } }] } },
          'application/x-ndjson': { schema: { type: 'string', description: 'One payload per line.' } },
        },
      },
      responses: responses('What became of each payload', 'LitellmReply', [400, 401, 403, 413, 415, 429, 503]),
    }),
  },
  '/api/v1/query': {
    post: operation('query', 'Ask for numbers', {
      description: 'Each query is answered on its own: one that fails carries its error, and the status is 200.',
      requestBody: { required: true, content: { 'application/json': { schema: ref('QueryRequest') } } },
      responses: responses('Data frames by refId', 'QueryReply', [400, 401, 403, 413, 415, 429]),
    }),
  },
  '/api/v1/schema': {
    get: operation('getSchema', 'What can be asked: metrics, dimensions, ranges', {
      parameters: [
        {
          name: 'facts',
          in: 'query',
          description: '`true`: with the number and age of the records in sight, for a test of the connection.',
          schema: { type: 'string' },
        },
      ],
      responses: responses('The words of a query', 'SchemaDocument', [400, 401, 403, 429]),
    }),
  },
  '/api/v1/dimensions/{id}/values': {
    get: operation('listValues', 'Values of a dimension by use', {
      description: 'Of the last 30 days unless told otherwise. Filters of the dimension itself do not count.',
      parameters: [
        {
          name: 'id',
          in: 'path',
          required: true,
          description: 'A dimension or tag.<key>, percent-encoded.',
          schema: { type: 'string' },
        },
        ...parameters(VALUES_OPTIONS),
      ],
      responses: responses('Values', 'DimensionValues', [400, 401, 403, 404, 429, 503, 504]),
    }),
  },
  '/api/v1/export': {
    get: operation('export', 'The log, or an aggregate where metrics are named, as a file', {
      description:
        'Sent as fast as it is read. A connection that is cut is an export that is not whole. Besides the dimensions named, any tag as tag.<key>. Times of an aggregate are those of its zone with their offset, of the log UTC.',
      parameters: parameters([...new Set([...ROW_OPTIONS, ...AGGREGATE_OPTIONS])]),
      responses: {
        ...errorResponses([400, 401, 403, 429, 503, 504]),
        200: {
          description: 'The file, whose name in Content-Disposition tells what is in it and for which days',
          content: Object.fromEntries(
            Object.values(CONTENT_TYPES).map((type) => [type.split(';')[0]!, { schema: { type: 'string' } }])
          ),
        },
      },
    }),
  },
  '/healthz': { get: operation('health', 'Liveness', { ...OPEN, responses: responses('It runs', 'Status') }) },
  '/readyz': {
    get: operation('readiness', 'Readiness', { ...OPEN, responses: responses('It takes traffic', 'Status', [503]) }),
  },
  '/metrics': {
    get: operation('metrics', 'What the collector tells Prometheus about itself', {
      responses: {
        ...errorResponses([401, 403, 429]),
        200: { description: 'Prometheus text', content: { 'text/plain': { schema: { type: 'string' } } } },
      },
    }),
  },
  '/openapi.json': {
    get: operation('openapi', 'This document', {
      ...OPEN,
      responses: {
        200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: { type: 'object' } } } },
      },
    }),
  },
};

/** OTLP/HTTP: requests and answers, refusals too, have one content type. */
function otlpPath(signal: Signal, summary: string): Json {
  const { request, response, status } = OTLP_MESSAGES[signal];
  return {
    post: operation(`post${signal[0]!.toUpperCase()}${signal.slice(1)}`, summary, {
      description: 'OTLP/HTTP (32 MiB unpacked, gzip allowed). The answer has the content type of the request.',
      requestBody: { required: true, content: otlpContent(request) },
      responses: {
        200: { description: 'Taken; partialSuccess says what was not, and why', content: otlpContent(response) },
        ...Object.fromEntries(
          Object.entries(errorResponses([400, 401, 403, 413, 415, 429, 503])).map(([code, refusal]) => [
            code,
            { ...(refusal as Json), content: otlpContent(status) },
          ])
        ),
      },
    }),
  };
}

function otlpContent(schema: Json): Json {
  const bytes = { schema: { type: 'string', contentMediaType: PROTOBUF_TYPE } };
  return { [JSON_TYPE]: { schema }, [PROTOBUF_TYPE]: bytes };
}

function operation(operationId: string, summary: string, more: Json): Json {
  return { operationId, summary, ...more };
}

function responses(description: string, name: ComponentName, errors: readonly number[] = []): Json {
  return {
    200: { description, content: { 'application/json': { schema: ref(name) } } },
    ...errorResponses(errors),
  };
}

function errorResponses(statuses: readonly number[]): Json {
  const content = { 'application/json': { schema: ref('Error') } };
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: 'A refusal; its message says what to do',
        content,
        ...(status === 503 || status === 429
          ? { headers: { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds' } } }
          : {}),
      },
    ])
  );
}

function ref(name: ComponentName): Json {
  return { $ref: `#/components/schemas/${name}` };
}

function jsonSchema(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}

function optional(fields: Record<string, z.ZodType>): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, schema.optional()]));
}
