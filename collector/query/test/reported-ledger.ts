import { booked, priced } from '../../store/conformance/bookings';
import { type BookedRecord } from '../../store/store';

const TIME = Date.UTC(2025, 9, 26, 12);

/** Calls of one user whose costs the provider reported, and of another whose costs are mostly computed. */
export const REPORTED_LEDGER: readonly BookedRecord[] = [
  booked({ id: '1', timestamp: TIME, user: 'ada' }, { ...priced('0.03'), cost_source: 'reported' }),
  booked({ id: '2', timestamp: TIME, user: 'ada' }, { ...priced('0.1'), cost_source: 'reported' }),
  booked({ id: '3', timestamp: TIME, user: 'bob' }, { ...priced('0.87'), cost_source: 'computed' }),
  booked({ id: '4', timestamp: TIME, user: 'bob', model: 'homemade-7b' }),
];
