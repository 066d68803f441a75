import { isDeepStrictEqual } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import { type Pricing } from '../pricing/price-record';
import { type BookedRecord } from '../store/store';
import { repriceRecord, rerateRecord } from './reprice-record';
import { type GroupOf } from './repair-tally';
import { withProvider } from './with-provider';

/**
 * Prices a record anew; the same object where nothing changes. A provider that the model leaves no doubt about now is
 * filled in, as it would be on arrival. A cost that is known is never given up for want of a price.
 *
 * `rules`: with the customer rules and multipliers configured now; else each record keeps its own.
 */
export function repricing(pricing: Pricing, { rules }: { rules: boolean }): (before: BookedRecord) => BookedRecord {
  return (before) => {
    const record = withProvider(before.record, pricing.prices);
    const rating = rules ? rerateRecord(record, pricing) : repriceRecord(record, before.rating, pricing);
    if (rating.cost === null && before.rating.cost !== null) {
      return before;
    }
    return record === before.record && isDeepStrictEqual(rating, before.rating)
      ? before
      : { ...before, record, rating };
  };
}

/** Month in the ledger's zone, and model. */
export function byMonthAndModel(timezone: string): GroupOf {
  return ({ record }) => [monthOf(record.timestamp, timezone), record.model];
}

/** `2026-01`, in a zone. */
export function monthOf(time: number, timezone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timezone).toPlainDate().toString().slice(0, 7);
}
