import fc from 'fast-check';
import { LedgerError } from '../../errors';
import { readRecord } from '../read-record';
import { CallBook } from './call-book';
import { decodeRequest, SIGNALS } from './messages';
import { uniteRows } from './otlp-rows';
import { readLogs } from './read-logs';
import { readTraces } from './read-traces';
import { chat, logsRequest, span, START, tracesRequest } from './test/otlp-json';
import { encodeRequest } from './test/protobuf';

const NO_BOOK = { source: 'test', book: new CallBook(':memory:') };
const NOW = START + 3_600_000;

/** A refusal is an answer too; anything else would be a fault. */
function refusedOr<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    expect(error).toBeInstanceOf(LedgerError);
    return undefined;
  }
}

const ANY = fc.jsonValue({ maxDepth: 4 });

/** A span or log record of which any part may be anything. */
const ITEMS = fc.record(
  {
    traceId: fc.oneof(ANY, fc.constant('0'.repeat(31) + '1')),
    spanId: fc.oneof(ANY, fc.constant('0'.repeat(15) + '1')),
    parentSpanId: ANY,
    name: ANY,
    startTimeUnixNano: fc.oneof(ANY, fc.constant('1788256800000000000')),
    endTimeUnixNano: fc.oneof(ANY, fc.bigInt().map(String)),
    timeUnixNano: ANY,
    eventName: fc.oneof(ANY, fc.constant('gen_ai.client.inference.operation.details')),
    body: ANY,
    status: fc.oneof(ANY, fc.record({ code: ANY, message: ANY })),
    events: fc.oneof(ANY, fc.array(fc.record({ name: ANY, timeUnixNano: ANY, attributes: ANY }))),
    attributes: fc.oneof(
      ANY,
      fc.array(
        fc.record({
          key: fc.oneof(
            fc.constantFrom(...Object.keys(chat()), 'ai.operationId', 'error.type', 'user.id'),
            fc.string()
          ),
          value: fc.oneof(
            ANY,
            fc.record({ stringValue: fc.oneof(fc.string(), ANY) }),
            fc.record({ intValue: fc.oneof(fc.bigInt().map(String), ANY) }),
            fc.record({ arrayValue: fc.record({ values: ANY }) }),
            fc.record({ kvlistValue: fc.record({ values: ANY }) })
          ),
        })
      )
    ),
  },
  { requiredKeys: [] }
);

test('whatever stands in a request, it is read or refused, and its neighbours are booked', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(ITEMS, ANY), { maxLength: 5 }), (items) => {
      const good = span({ trace: 9, span: 9 });
      const { rows } = readTraces(tracesRequest([...items, good]), NO_BOOK);
      expect(rows.map(({ row }) => row.id)).toContain(`${'9'.padStart(32, '0')}:${'9'.padStart(16, '0')}`);
      for (const { row } of uniteRows([...rows, ...readLogs(logsRequest(items), NO_BOOK).rows])) {
        const read = readRecord(row, { source: 'test', now: NOW });
        expect('record' in read || read.message !== '').toBe(true);
      }
    }),
    { numRuns: 1_000 }
  );
});

test('whatever a body is, it is read or refused', () => {
  fc.assert(
    fc.property(ANY, (body) => {
      refusedOr(() => readTraces(body, NO_BOOK));
      refusedOr(() => readLogs(body, NO_BOOK));
    }),
    { numRuns: 1_000 }
  );
});

test('protobuf that was damaged on the way is read or refused', () => {
  const whole = encodeRequest('traces', tracesRequest([span(), span({ span: 2, parent: 1 })]));
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (place, byte, end) => {
      const damaged = Uint8Array.from(whole).subarray(0, Math.max(end, 1));
      damaged[Math.min(place, damaged.length - 1)] = byte;
      for (const signal of SIGNALS) {
        let decoded: unknown;
        try {
          decoded = decodeRequest(signal, damaged);
        } catch {
          continue;
        }
        refusedOr(() => readTraces(decoded, NO_BOOK));
        refusedOr(() => readLogs(decoded, NO_BOOK));
      }
    }),
    { numRuns: 1_000 }
  );
});

test('a call is not lost for a long name, many tags or bulky attributes', () => {
  const bulk = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`bulk.${index}`, 'x'.repeat(2_000)]));
  const tags = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`agento11y.tag.${index}`, 'y']));
  const attributes = { ...chat({ 'user.id': 'u'.repeat(5_000) }), ...bulk, ...tags, 'http.response.status_code': 0 };
  const row: Record<string, unknown> = readTraces(tracesRequest([span({}, attributes)]), NO_BOOK).rows[0]!.row;
  const read = readRecord(row, { source: 'test', now: NOW });
  expect(read).toMatchObject({ record: { model: 'gpt-4o-mini', user: 'u'.repeat(1_024), status_code: 200 } });
  expect(Object.keys(row.tags as object)).toHaveLength(64);
  expect((row.metadata as Record<string, unknown[]>)['otel.omitted']?.length).toBeGreaterThan(10);
});
