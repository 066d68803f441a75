import { type Rejection, type UsageRecord } from '../../contract/record';
import { type Content } from '../content/content';
import { ledgerError } from '../errors';
import { readRecord, type RecordDefaults } from './read-record';

/** Most records of one JSON body. */
export const MAX_RECORDS = 10_000;

export interface ReadRecords {
  readonly records: UsageRecord[];
  /** Position in the request of each record above. */
  readonly indexes: number[];
  readonly rejected: Rejection[];
  /** Prompts and answers that came with records. They are in no record, and are kept only where that is configured. */
  readonly contents: ReadonlyMap<UsageRecord, Content>;
  /** How many got an id of the collector's making. */
  readonly withoutId: number;
}

/** Gathers rows as records or rejections. */
export class Reading {
  readonly result: ReadRecords & { withoutId: number };
  readonly #contents = new Map<UsageRecord, Content>();

  constructor(private readonly defaults: RecordDefaults) {
    this.result = { records: [], indexes: [], rejected: [], contents: this.#contents, withoutId: 0 };
  }

  take(row: unknown, index: number): void {
    const read = readRecord(row, this.defaults);
    if ('message' in read) {
      this.reject({ index, ...read });
    } else {
      this.result.records.push(read.record);
      this.result.indexes.push(index);
      if (read.content) {
        this.#contents.set(read.record, read.content);
      }
      this.result.withoutId += read.idGiven ? 0 : 1;
    }
  }

  reject(rejection: Rejection): void {
    this.result.rejected.push(rejection);
  }
}

/** Records of a JSON body: one object or an array. Bad rows are reported and cost the good ones nothing. */
export function readRecords(body: unknown, defaults: RecordDefaults): ReadRecords {
  if (typeof body !== 'object' || body === null) {
    throw ledgerError('invalid_request', 'The body must be one record (a JSON object) or an array of records.');
  }
  const rows = Array.isArray(body) ? (body as unknown[]) : [body];
  if (rows.length > MAX_RECORDS) {
    throw ledgerError(
      'too_many_records',
      `A request takes at most ${MAX_RECORDS.toLocaleString('en')} records, this one has ${rows.length.toLocaleString('en')}. Send them in several requests, or as NDJSON.`
    );
  }
  const reading = new Reading(defaults);
  rows.forEach((row, index) => reading.take(row, index));
  return reading.result;
}
