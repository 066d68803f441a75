import { parse } from 'yaml';
import { type UsageRecord } from '../../contract/record';
import { pricingFromConfig } from '../config/pricing';
import { CONFIG_SCHEMA } from '../config/schema';
import { usdText } from '../pricing/decimal';
import { priceRecord, type Pricing } from '../pricing/price-record';
import { NOW } from './start-collector';

/** Prices and rules as the `pricing` key of `tokenledger.yaml` has them. */
export function pricingFromYaml(yaml: string, timezone = 'UTC'): Pricing {
  const { pricing } = CONFIG_SCHEMA.parse({ pricing: parse(yaml) as unknown });
  return pricingFromConfig(pricing, timezone);
}

/** A successful call of the model `m`, now. */
export function usageRecord(fields: Partial<UsageRecord> = {}): UsageRecord {
  return { id: 'a', source: 's', model: 'm', timestamp: NOW, status_code: 200, ...fields };
}

/** What a call costs, with amounts in USD. */
export function costOf(pricing: Pricing, fields: Partial<UsageRecord> = {}) {
  const rating = priceRecord(usageRecord(fields), pricing);
  return {
    cost: usd(rating.cost),
    provider: usd(rating.provider_cost),
    markup: usd(rating.markup_amount),
    fee: usdText(rating.fixed_fee),
    source: rating.cost_source,
    credits: rating.credits,
  };
}

function usd(pico: bigint | null): string | null {
  return pico === null ? null : usdText(pico);
}
