import { type UsageRecord } from '../../contract/record';
import { attribute } from '../directory/attribute';
import { type Directory } from '../directory/directory';
import { priceRecord, type Pricing } from '../pricing/price-record';
import { type Store } from '../store/store';
import { settleAmendment } from './settle-amendment';
import { withProvider } from './with-provider';

export interface BookingContext {
  readonly store: Pick<Store, 'append'>;
  readonly pricing: Pricing;
  readonly directory: Directory;
  /** Arrival, epoch ms. */
  readonly now: number;
}

/** What became of records; each is one of accepted, duplicates, amended and unknown. */
export interface BookingCounts {
  readonly accepted: number;
  readonly duplicates: number;
  readonly amended: number;
  /** Duplicates and amendments with a value that differs from the one first seen. */
  readonly conflicts: number;
  /** Positions of records without a model that amend nothing on the books. */
  readonly unknown: readonly number[];
  /** Positions of records whose like on the books was freed of a person. */
  readonly erased: readonly number[];
}

/** Attributes records, prices them and books them; they are durable once this resolves. */
export async function bookRecords(
  records: readonly UsageRecord[],
  { store, pricing, directory, now }: BookingContext
): Promise<BookingCounts> {
  const settle = settleAmendment({ pricing, directory });
  const bookings = await store.append(
    records.map((record) => {
      const known = attribute(withProvider(record, pricing.prices), directory);
      return { record: known, rating: priceRecord(known, pricing), receivedAt: now, settle };
    })
  );
  const positions = (holds: (booking: (typeof bookings)[number]) => boolean) =>
    bookings.flatMap((booking, index) => (holds(booking) ? [index] : []));
  const count = (outcome: (typeof bookings)[number]['outcome']) =>
    bookings.filter((booking) => booking.outcome === outcome).length;
  return {
    accepted: count('accepted'),
    duplicates: count('duplicate'),
    amended: count('amended'),
    conflicts: bookings.filter(({ conflicts }) => conflicts.length > 0).length,
    unknown: positions(({ outcome }) => outcome === 'unknown'),
    erased: positions(({ erased }) => erased === true),
  };
}
