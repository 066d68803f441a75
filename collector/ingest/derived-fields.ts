import { type UsageRecord } from '../../contract/record';
import { succeeded } from '../pricing/price-record';

/** Flag of a record whose parts are more than their whole. */
export const PARTS_EXCEED_WHOLE = 'parts_exceed_whole';

/** Status of a call whose sender gave none. */
export function statusCodeOf({ error }: Pick<UsageRecord, 'error'>): number {
  return error === undefined ? 200 : 500;
}

/** Short name of a failure whose sender gave none; undefined for a success. */
export function errorTypeOf(record: UsageRecord): string | undefined {
  return !succeeded(record) || record.error !== undefined ? `http_${record.status_code}` : undefined;
}

/** Whether parts of the input or output are more than their whole. */
export function partsExceedWhole(record: UsageRecord): boolean {
  const { input_tokens: input = 0, output_tokens: output = 0, cache_write_tokens: written = 0 } = record;
  return (
    (record.cache_read_tokens ?? 0) + written > input ||
    (record.cache_write_1h_tokens ?? 0) > written ||
    (record.input_audio_tokens ?? 0) > input ||
    (record.input_image_tokens ?? 0) > input ||
    (record.reasoning_tokens ?? 0) > output ||
    (record.output_audio_tokens ?? 0) > output ||
    (record.output_image_tokens ?? 0) > output
  );
}
