import { join } from 'node:path';
import { type CorpusRequest, readCorpus } from '../corpus/corpus-case';
import { CallBook } from './call-book';
import { decodeRequest, type Signal } from './messages';
import { type OtlpRows } from './otlp-rows';
import { readLogs } from './read-logs';
import { readTraces } from './read-traces';
import { span, tracesRequest } from './test/otlp-json';
import { encodeRequest } from './test/protobuf';

const NO_BOOK = { source: 'test', book: new CallBook(':memory:') };

/** Requests in JSON that protobuf can say too: it has no names of enumerations and no broken ids. */
const REQUESTS = readCorpus(join(__dirname, '../corpus'))
  .filter(({ format, sdk }) => format === 'otlp' && sdk !== 'otlp')
  .flatMap(({ name, requests }) => requests.map((request): [string, CorpusRequest] => [name, request]))
  .filter(([, { path, body }]) => typeof body === 'object' && /^\/v1\/(traces|logs)$/.test(path));

function rowsOf(signal: Signal, request: unknown): OtlpRows {
  return signal === 'logs' ? readLogs(request, NO_BOOK) : readTraces(request, NO_BOOK);
}

test.each(REQUESTS)('%s: protobuf and JSON of one request give the same records', (_, { path, body }) => {
  const signal: Signal = path === '/v1/logs' ? 'logs' : 'traces';
  const fromJson = rowsOf(signal, body);
  const fromProtobuf = rowsOf(signal, decodeRequest(signal, encodeRequest(signal, body)));
  expect(fromProtobuf).toEqual(fromJson);
});

test('there are requests to compare, and calls in them', () => {
  const rows = REQUESTS.flatMap(([, { path, body }]) => rowsOf(path === '/v1/logs' ? 'logs' : 'traces', body).rows);
  expect(REQUESTS.length).toBeGreaterThan(60);
  expect(rows.length).toBeGreaterThan(60);
});

test('times are exact to the nanosecond where they are subtracted', () => {
  const item = { ...span(), startTimeUnixNano: '1795277739448230417', endTimeUnixNano: '1795277739480125163' };
  const request = tracesRequest([item]);
  for (const read of [request, decodeRequest('traces', encodeRequest('traces', request))]) {
    expect(readTraces(read, NO_BOOK).rows[0]!.row).toMatchObject({ timestamp: 1_795_277_739_448, latency_ms: 31.895 });
  }
});
