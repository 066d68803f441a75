import { type UsageRecord } from '../../contract/record';
import { priceRecord, type Pricing } from '../pricing/price-record';
import { type Store } from '../store/store';

export interface BookingContext {
  readonly store: Store;
  readonly pricing: Pricing;
  /** Arrival, epoch ms. */
  readonly now: number;
}

/** Prices records and books them; they are durable once this resolves. */
export async function bookRecords(
  records: readonly UsageRecord[],
  { store, pricing, now }: BookingContext
): Promise<{ accepted: number; duplicates: number }> {
  const bookings = await store.append(
    records.map((record) => {
      const known = record.provider ? record : withProvider(record, pricing);
      return { record: known, rating: priceRecord(known, pricing), receivedAt: now };
    })
  );
  const accepted = bookings.filter((booking) => booking === 'accepted').length;
  return { accepted, duplicates: bookings.length - accepted };
}

/** A record that names no provider gets the one that its model leaves no doubt about: the one served, else the one asked for. */
function withProvider(record: UsageRecord, { prices }: Pricing): UsageRecord {
  const provider = prices.providerOf(record.response_model ?? record.model) ?? prices.providerOf(record.model);
  return provider === undefined ? record : { ...record, provider };
}
