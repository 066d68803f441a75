/**
 * What one would write in an afternoon to keep the same calls: express.json, zod, and an INSERT for each record into a
 * table with two indexes, as durable as the collector's commits. No prices, no check for repeats, no fields beside these.
 * With the argument `transaction` the records of a request share one.
 */
import Database from 'better-sqlite3';
import express, { type Request, type Response } from 'express';
import { mkdirSync } from 'node:fs';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import protobuf from 'protobufjs';
import { z } from 'zod';
import descriptor from '../collector/ingest/otlp/proto/descriptor.json';

const RECORD = z.object({
  id: z.string(),
  timestamp: z.coerce.date().default(() => new Date()),
  model: z.string(),
  provider: z.string().optional(),
  user: z.string().optional(),
  team: z.string().optional(),
  input_tokens: z.int().min(0).optional(),
  output_tokens: z.int().min(0).optional(),
  cache_read_tokens: z.int().min(0).optional(),
  latency_ms: z.number().min(0).optional(),
  status_code: z.int().optional(),
});
const RECORDS = z.array(RECORD);
type Row = z.output<typeof RECORD>;

const count = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);
const ATTRIBUTES = z.array(
  z.object({
    key: z.string(),
    value: z.looseObject({ stringValue: z.string().optional(), intValue: count.optional() }),
  })
);
const ITEM = z.looseObject({
  spanId: z.string().optional(),
  timeUnixNano: count.optional(),
  startTimeUnixNano: count.optional(),
  endTimeUnixNano: count.optional(),
  attributes: ATTRIBUTES,
});
const TRACES = z.object({
  resourceSpans: z.array(z.looseObject({ scopeSpans: z.array(z.looseObject({ spans: z.array(ITEM) })) })),
});
const LOGS = z.object({
  resourceLogs: z.array(z.looseObject({ scopeLogs: z.array(z.looseObject({ logRecords: z.array(ITEM) })) })),
});
const PAYLOADS = z.array(
  z.looseObject({
    id: z.string(),
    startTime: z.number(),
    endTime: z.number(),
    model: z.string(),
    custom_llm_provider: z.string().optional(),
    end_user: z.string().optional(),
    prompt_tokens: z.int(),
    completion_tokens: z.int(),
    metadata: z.looseObject({ user_api_key_team_alias: z.string().optional() }),
  })
);

const folder = process.env.TOKENLEDGER_DATA_DIR!;
mkdirSync(folder, { recursive: true });
const db = new Database(join(folder, 'peer.db'));
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec(`
  CREATE TABLE record (sequence INTEGER PRIMARY KEY, id TEXT, timestamp INTEGER, model TEXT, provider TEXT, user TEXT,
    team TEXT, input_tokens INTEGER, output_tokens INTEGER, cache_read_tokens INTEGER, latency_ms REAL,
    status_code INTEGER);
  CREATE INDEX by_time ON record (timestamp);
  CREATE INDEX by_user ON record (user, timestamp);
`);
const insert = db.prepare('INSERT INTO record VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
function insertEach(rows: readonly Row[]): void {
  for (const row of rows) {
    insert.run(
      row.id,
      row.timestamp.getTime(),
      row.model,
      row.provider,
      row.user,
      row.team,
      row.input_tokens,
      row.output_tokens,
      row.cache_read_tokens,
      row.latency_ms,
      row.status_code
    );
  }
}

const keep = process.argv[2] === 'transaction' ? db.transaction(insertEach) : insertEach;

function answer(response: Response, rows: readonly Row[]): void {
  keep(rows);
  response.json({ accepted: rows.length });
}

function rowOfItem({ spanId, attributes, ...item }: z.output<typeof ITEM>): Row {
  const values = new Map(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));
  const [start, end] = [item.startTimeUnixNano ?? item.timeUnixNano ?? 0, item.endTimeUnixNano];
  return {
    id: spanId ?? String(values.get('request_id')),
    timestamp: new Date(start / 1e6),
    model: String(values.get('gen_ai.request.model') ?? values.get('model')),
    provider: values.get('gen_ai.provider.name') as string | undefined,
    user: values.get('user.id') as string | undefined,
    team: values.get('team.id') as string | undefined,
    input_tokens: (values.get('gen_ai.usage.input_tokens') ?? values.get('input_tokens')) as number | undefined,
    output_tokens: (values.get('gen_ai.usage.output_tokens') ?? values.get('output_tokens')) as number | undefined,
    cache_read_tokens: values.get('gen_ai.usage.cache_read.input_tokens') as number | undefined,
    latency_ms: end === undefined ? (values.get('duration_ms') as number | undefined) : (end - start) / 1e6,
  };
}

const root = protobuf.Root.fromJSON(descriptor);
const TRACE_REQUEST = root.lookupType('opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest');

function bodyOf({ body }: Request): unknown {
  return Buffer.isBuffer(body)
    ? TRACE_REQUEST.toObject(TRACE_REQUEST.decode(body), { longs: Number, bytes: String })
    : body;
}

const app = express();
app.use(express.json({ limit: '32mb', type: ['application/json', 'application/x-ndjson'] }));
app.use(express.raw({ limit: '32mb', type: 'application/x-protobuf' }));
app.post('/api/v1/records', (request, response) => answer(response, RECORDS.parse(request.body)));
app.post('/v1/traces', (request, response) => {
  const spans = TRACES.parse(bodyOf(request)).resourceSpans.flatMap(({ scopeSpans }) =>
    scopeSpans.flatMap((scope) => scope.spans)
  );
  answer(response, spans.map(rowOfItem));
});
app.post('/v1/logs', (request, response) => {
  const logs = LOGS.parse(request.body).resourceLogs.flatMap(({ scopeLogs }) =>
    scopeLogs.flatMap(({ logRecords }) => logRecords)
  );
  answer(response, logs.map(rowOfItem));
});
app.post('/integrations/litellm', (request, response) => {
  const rows = PAYLOADS.parse(request.body).map(
    ({ id, startTime, endTime, model, prompt_tokens, completion_tokens, ...rest }): Row => ({
      ...{ id, model, input_tokens: prompt_tokens, output_tokens: completion_tokens },
      timestamp: new Date(startTime * 1_000),
      provider: rest.custom_llm_provider,
      user: rest.end_user,
      team: rest.metadata.user_api_key_team_alias,
      latency_ms: (endTime - startTime) * 1_000,
    })
  );
  answer(response, rows);
});
const server = app.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.on('message', () => process.send?.(process.cpuUsage()));
// While it inserts it hears nothing: connections that were idle meanwhile are not to be closed.
server.keepAliveTimeout = 120_000;
process.once('SIGTERM', () => process.exit(0));
