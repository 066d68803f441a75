import { parse } from 'yaml';
import { type UsageRecord } from '../../contract/record';
import { pricingFromConfig } from '../config/pricing';
import { CONFIG_SCHEMA } from '../config/schema';
import { usageRecord } from '../test/pricing';
import { creditTier } from './multipliers';
import { priceRecord } from './price-record';

const YAML = `
  multipliers:
    - { model: large, multiplier: 3 }
    - { model: large, from: 2026-03-01, to: 2026-04-01, multiplier: 2.5 }
    - { model: large, from: 2026-02-01, multiplier: 9 }
    - { model: small, provider: azure, multiplier: 0.25 }
    - { model: gpt-4o, multiplier: 0.000001 }
    - { model: free, multiplier: 0 }`;

function credits(fields: Partial<UsageRecord>, timezone = 'UTC') {
  const config = CONFIG_SCHEMA.parse({ credits: parse(YAML) as unknown });
  const rating = priceRecord(usageRecord(fields), pricingFromConfig(config.pricing, timezone, config.credits));
  return [rating.multiplier, rating.credits];
}

test.each([
  ['its model’s multiplier', { model: 'large' }, 2.5],
  ['the one in force at its own time', { model: 'large', timestamp: Date.UTC(2026, 0, 1) }, 3],
  ['the youngest in force', { model: 'large', timestamp: Date.UTC(2026, 4, 1) }, 9],
  ['1 where the model has none', { model: 'other' }, 1],
  ['1 where it is another provider’s', { model: 'small', provider: 'openai' }, 1],
  ['the provider’s own', { model: 'small', provider: 'azure.ai.openai' }, 0.25],
  ['that of the served model', { model: 'other', response_model: 'large' }, 2.5],
  ['that of the model asked for if the served one has none', { model: 'large', response_model: 'other' }, 2.5],
  ['that of the model without the date of its version', { model: 'large-2026-01-01' }, 2.5],
  ['that of the name the catalogue has', { model: 'gpt-4o-2024-08-06', provider: 'openai' }, 0.000001],
  ['nothing for a model whose multiplier is 0', { model: 'free' }, 0],
])('a successful call costs %s', (_, fields, multiplier) => {
  expect(credits(fields)).toEqual([multiplier, multiplier]);
  expect(credits({ ...fields, status_code: 500 })).toEqual([multiplier, 0]);
});

test('dates begin at midnight of the ledger’s zone', () => {
  const call = { model: 'large', timestamp: Date.parse('2026-02-28T23:00:00Z') };
  expect(credits(call, 'Europe/Berlin')).toEqual([2.5, 2.5]);
  expect(credits(call, 'UTC')).toEqual([9, 9]);
});

test.each([
  [10, 'premium'],
  [2, 'premium'],
  [1.999999, 'standard'],
  [1, 'standard'],
  [0.999999, 'economy'],
  [0, 'economy'],
])('a multiplier of %s is %s', (multiplier, tier) => {
  expect(creditTier(multiplier)).toBe(tier);
});
