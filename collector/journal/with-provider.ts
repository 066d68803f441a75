import { type UsageRecord } from '../../contract/record';
import { type PriceBook } from '../pricing/price-book';

/**
 * A record that names no provider gets the one that its model leaves no doubt about: the one served, else the one asked
 * for. One that the sender gives later takes its place.
 */
export function withProvider(record: UsageRecord, prices: PriceBook): UsageRecord {
  const derived = record.defaulted?.includes('provider') ?? false;
  if (record.provider && !derived) {
    return record;
  }
  const provider = prices.providerOf(record.response_model ?? record.model) ?? prices.providerOf(record.model);
  if (provider === undefined || provider === record.provider) {
    return record;
  }
  return { ...record, provider, defaulted: derived ? record.defaulted : [...(record.defaulted ?? []), 'provider'] };
}
