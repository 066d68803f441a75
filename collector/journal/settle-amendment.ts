import { type UsageRecord } from '../../contract/record';
import { attribute } from '../directory/attribute';
import { type Directory } from '../directory/directory';
import { errorTypeOf, PARTS_EXCEED_WHOLE, partsExceedWhole, statusCodeOf } from '../ingest/derived-fields';
import { priceRecord, type Pricing } from '../pricing/price-record';
import { type Settle } from '../store/store';
import { withProvider } from './with-provider';

/** Fields that no price and no customer rule looks at. All others lead to a new price. */
const INERT: ReadonlySet<string> = new Set([
  'session',
  'error',
  'error_type',
  'stream',
  'latency_ms',
  'time_to_first_token_ms',
  'saved_cost',
  'rating',
  'attempt_of',
  'trace_id',
  'span_id',
  'reservation',
  'tags',
  'metadata',
]);

export interface SettlingContext {
  readonly pricing: Pricing;
  readonly directory: Directory;
}

/**
 * What follows from fields that were filled: defaults, provider, flags, what the directory says of fields still open,
 * and the price at the record's own time by the prices and rules that are configured now.
 */
export function settleAmendment({ pricing, directory }: SettlingContext): Settle {
  return (amended, filled) => {
    const known = withProvider(withFlags(withDefaults(amended.record)), pricing.prices);
    const record = attribute(known, directory);
    const bearsOnPrice = (field: string) => !INERT.has(field.split('.', 1)[0]!);
    const changed = record.status_code !== amended.record.status_code || record.provider !== amended.record.provider;
    return changed || filled.some(bearsOnPrice)
      ? { ...amended, record, rating: priceRecord(record, pricing) }
      : { ...amended, record };
  };
}

/** The status and error type that the sender still leaves open follow from what is known now. */
function withDefaults(record: UsageRecord): UsageRecord {
  const open = new Set(record.defaulted);
  const settled = { ...record, status_code: open.has('status_code') ? statusCodeOf(record) : record.status_code };
  if (settled.error_type !== undefined && !open.has('error_type')) {
    return settled;
  }
  const error_type = errorTypeOf(settled);
  const others = (record.defaulted ?? []).filter((field) => field !== 'error_type');
  const defaulted = error_type === undefined ? others : [...others, 'error_type'];
  return { ...settled, error_type, defaulted: defaulted.length > 0 ? defaulted : undefined };
}

function withFlags(record: UsageRecord): UsageRecord {
  const others = (record.flags ?? []).filter((flag) => flag !== PARTS_EXCEED_WHOLE);
  const flags = partsExceedWhole(record) ? [...others, PARTS_EXCEED_WHOLE] : others;
  return { ...record, flags: flags.length > 0 ? flags : undefined };
}
