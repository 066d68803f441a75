import { isDeepStrictEqual } from 'node:util';
import { attribute, stripAttribution } from '../directory/attribute';
import { type Directory } from '../directory/directory';
import { type Pricing } from '../pricing/price-record';
import { type BookedRecord } from '../store/store';
import { ERASED } from '../store/personal-fields';
import { rerateRecord } from './reprice-record';

/**
 * Asks the directory anew about a record, at the record's own time; the same object where nothing changes. The price
 * stays, but with `pricing` it is made anew: what the customer pays may depend on the team. Where the person was
 * erased, what was known of their team stays.
 */
export function reattribution(directory: Directory, pricing: Pricing | null): (before: BookedRecord) => BookedRecord {
  return (before) => {
    if (before.record.flags?.includes(ERASED)) {
      return before;
    }
    const record = attribute(stripAttribution(before.record), directory);
    if (isDeepStrictEqual(record, before.record)) {
      return before;
    }
    return { ...before, record, ...(pricing ? { rating: rerateRecord(record, pricing) } : {}) };
  };
}
