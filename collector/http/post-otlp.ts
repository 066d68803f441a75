import express, { type RequestHandler, type Response } from 'express';
import { ledgerError } from '../errors';
import { countPoints } from '../ingest/otlp/count-points';
import { type PartialSuccess, type Signal } from '../ingest/otlp/messages';
import { type CallRow, type OtlpRows, uniteRows } from '../ingest/otlp/otlp-rows';
import { readLogs } from '../ingest/otlp/read-logs';
import { readTraces } from '../ingest/otlp/read-traces';
import { Reading } from '../ingest/read-records';
import { bookBatch } from '../intake/book-batch';
import { bookableSources } from './authenticate';
import { type AppContext } from './context';
import { MAX_BODY_BYTES } from './json-body';
import { takeRecords } from './limit-rate';
import { answerOtlp, otlpType, readBody } from './otlp-content';

/** `POST /v1/traces`, `/v1/logs` and `/v1/metrics`: OTLP/HTTP. */
export function postOtlp(signal: Signal, context: AppContext): RequestHandler[] {
  const take = signal === 'metrics' ? takeMetrics(context) : takeCalls(signal, context);
  const parse = express.raw({ limit: MAX_BODY_BYTES, type: () => true });
  return [
    function requireOtlpType(request, _response, next) {
      if (otlpType(request.headers['content-type']) === null) {
        throw ledgerError(
          'unsupported_media_type',
          'Send OTLP with the header Content-Type: application/x-protobuf or application/json'
        );
      }
      next();
    },
    parse,
    async function takeOtlp(request, response) {
      const type = otlpType(request.headers['content-type'])!;
      const body: unknown = request.body;
      const message = readBody(signal, type, Buffer.isBuffer(body) ? body : Buffer.alloc(0));
      answerOtlp(response, { signal, type, partial: await take(message, response) });
    },
  ];
}

type Take = (message: unknown, response: Response) => Promise<PartialSuccess | undefined>;

function takeCalls(signal: 'traces' | 'logs', context: AppContext): Take {
  const read = signal === 'traces' ? readTraces : readLogs;
  return async (message, response) => {
    const now = context.clock();
    const { source, sources } = bookableSources(response);
    const told = read(message, { source, book: context.calls });
    const rows = uniteRows(told.rows);
    takeRecords(rows.length, response);
    // Before they are booked: sent again after a failure, the same spans come to the same records.
    context.calls.put(source, told.known, now);
    const reading = readRows(rows, told, { source, now });
    const { rejected } = await bookBatch(reading.result, context, { source, sources, now });
    const refused = rejected.filter(({ index }) => !rows[index]?.isAddition);
    const partial = partialSuccess(
      refused.map(({ index, message: reason }) => ({ row: rows[index], reason })),
      signal
    );
    const call = rows.reduce((sum, { items }) => sum + items.length, 0);
    const outOf = partial?.rejected ?? 0;
    context.metrics.took(signal, {
      call: Math.max(0, call + told.rejected.length - outOf),
      ignored: told.ignored,
      rejected: outOf,
    });
    return partial;
  };
}

function readRows(rows: readonly CallRow[], told: OtlpRows, defaults: { source: string; now: number }): Reading {
  const reading = new Reading(defaults);
  rows.forEach(({ row, isAddition }, index) => {
    if (row.model === undefined && !isAddition) {
      reading.reject({ index, id: row.id, field: 'model', message: NO_MODEL });
    } else {
      reading.take(row, index);
    }
  });
  told.rejected.forEach((message, index) => reading.reject({ index: rows.length + index, message }));
  return reading;
}

const NO_MODEL = 'model is required: set the attribute gen_ai.request.model';
/** Most reasons that one answer gives. */
const MAX_REASONS = 5;
const MAX_REASON = 300;

function partialSuccess(
  refused: ReadonlyArray<{ row: CallRow | undefined; reason: string }>,
  signal: Signal
): PartialSuccess | undefined {
  if (refused.length === 0) {
    return undefined;
  }
  const reasons = refused.map(({ row, reason }) => (row ? `${row.label}: ${reason}` : reason).slice(0, MAX_REASON));
  const rejected = refused.reduce((sum, { row }) => sum + Math.max(1, row?.items.length ?? 1), 0);
  const more = reasons.length > MAX_REASONS ? `; and ${reasons.length - MAX_REASONS} more` : '';
  const what = signal === 'traces' ? 'spans' : 'log records';
  return {
    rejected,
    message: `${rejected} ${what} were rejected and need not be sent again. ${reasons.slice(0, MAX_REASONS).join('; ')}${more}`,
  };
}

/** Sums of calls that spans and logs tell of one by one: added to them they would count twice. */
function takeMetrics({ logger, metrics }: AppContext): Take {
  let told = false;
  return (message) => {
    const points = countPoints(message);
    metrics.took('metrics', { call: 0, ignored: points, rejected: 0 });
    if (!told && points > 0) {
      told = true;
      logger.info(
        { points },
        'metrics arrive at /v1/metrics: they are taken and not booked. Send traces or logs for calls to be counted'
      );
    }
    return Promise.resolve(undefined);
  };
}
