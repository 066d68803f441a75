import { booked, priced } from '../../store/conformance/bookings';
import { type BookedRecord } from '../../store/store';

const CALL = { provider: 'acme', model: 'acme-large', user: 'ada' };

/** A small ledger of calls with tags and units, around the night in which Berlin's clocks go back. */
export const TAGGED_LEDGER: readonly BookedRecord[] = [
  // Both at half past two on the clock, an hour apart.
  booked({ ...CALL, id: '1', timestamp: Date.UTC(2025, 9, 26, 0, 30), tags: { feature: 'search' } }, priced('1')),
  booked({ ...CALL, id: '2', timestamp: Date.UTC(2025, 9, 26, 1, 30), tags: { feature: 'search' } }, priced('2')),
  booked(
    { ...CALL, id: '3', timestamp: Date.UTC(2025, 9, 26, 8), tags: { feature: 'import', batch: '7' } },
    priced('4')
  ),
  booked(
    { ...CALL, id: '4', timestamp: Date.UTC(2025, 9, 26, 8), model: 'acme-paint', units: 3, unit: 'image' },
    priced('0.12')
  ),
  booked(
    { ...CALL, id: '5', timestamp: Date.UTC(2025, 9, 26, 9), model: 'acme-voice', units: 42.5, unit: 'second' },
    priced('0.0425')
  ),
];
