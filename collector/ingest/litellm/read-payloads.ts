import { Reading, type ReadRecords } from '../read-records';
import { type RecordDefaults } from '../read-record';
import { payloadOf } from './payload';
import { callIdOf } from './read-identity';
import { readPayload } from './read-payload';
import { type SplitPayload } from './split-payloads';

export interface ReadPayloads {
  readonly read: ReadRecords;
  /** Payloads that are no call to a model. */
  readonly ignored: number;
}

/** Payloads as usage records; those that cannot be one are rejected one by one. */
export function readPayloads(payloads: readonly SplitPayload[], defaults: RecordDefaults): ReadPayloads {
  const reading = new Reading(defaults);
  const failedCalls = new Set(payloads.flatMap(failedCallOf));
  let ignored = 0;
  for (const payload of payloads) {
    const { index } = payload;
    if ('problem' in payload) {
      reading.reject({ index, message: payload.problem });
      continue;
    }
    const read = readPayload(payload.value, failedCalls);
    if ('row' in read) {
      reading.take(read.row, index);
    } else if ('message' in read) {
      reading.reject({ index, message: read.message });
    } else {
      ignored += 1;
    }
  }
  return { read: reading.result, ignored };
}

function failedCallOf(split: SplitPayload): string[] {
  const payload = 'value' in split ? payloadOf(split.value) : null;
  const id = payload?.failed ? callIdOf(payload) : undefined;
  return id === undefined ? [] : [id];
}
