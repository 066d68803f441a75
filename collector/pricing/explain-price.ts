import { type UsageRecord } from '../../contract/record';
import { promptTokens } from './billed-tokens';
import { billLines, type BillLine, costOf } from './cost';
import { findCustomerRule } from './customer-rules';
import { type Pico, usdText } from './decimal';
import { creditTier } from './multipliers';
import { PER_PIECE, type Price, tierOf } from './price';
import { priceRecord, type Pricing, type Rating } from './price-record';
import { attoText } from './price-text';
import { normalizeTier } from './service-tier';

const MILLION = 1_000_000n;

/** Why a call costs what it costs: the entry, its terms, each component, the total and what the customer pays. */
export function explainPrice(record: UsageRecord, pricing: Pricing): string {
  const rating = priceRecord(record, pricing);
  const found = pricing.prices.look(record);
  return [
    ...callLines(record),
    ...(found
      ? [
          `entry       ${found.price.version} (${found.by}: ${found.name} → ${found.price.model})`,
          `source      ${found.origin === 'config' ? 'configuration' : `catalogue ${found.price.version.split(':', 1)[0]}`}`,
          `valid       ${validityText(found.price)}`,
          ...tierLines(found.price, record),
          ...componentLines(record, found.price),
        ]
      : [`entry       none: ${missing(record, pricing)}`]),
    `provider    ${amount(rating.provider_cost)} (${rating.cost_source})`,
    ...customerLines(record, pricing, rating),
    `credits     ${rating.credits} (${creditTier(rating.multiplier)})`,
  ].join('\n');
}

function callLines({ provider, model, response_model: served, timestamp, service_tier: tier }: UsageRecord): string[] {
  const name = [provider, model].filter(Boolean).join('/') + (served ? ` served as ${served}` : '');
  return [`call        ${name} at ${new Date(timestamp).toISOString()}, tier ${normalizeTier(tier)}`];
}

/** Tells an unknown model from a known one without a price for this call. */
function missing(record: UsageRecord, { prices }: Pricing): string {
  const names = [record.response_model, record.model].filter((name) => name !== undefined);
  for (const name of names) {
    const { own, listed } = prices.candidates(record.provider, name);
    if (own.length + listed.length > 0) {
      const entries = [...own, ...listed].map(
        (price) => `${price.version}, tier ${normalizeTier(price.serviceTier)}, valid ${validityText(price)}`
      );
      return `${name} has no price of this tier, unit and time; there are\n              ${entries.join('\n              ')}`;
    }
  }
  return `neither the configuration nor the catalogue has ${names.join(' or ')} of ${record.provider ?? 'any provider'}`;
}

function validityText({ from, to, hours }: Price): string {
  const day = (time: number) => new Date(time).toISOString().replace('T00:00:00.000Z', '');
  const start = from === -Infinity ? '' : `from ${day(from)}`;
  const end = to === Infinity ? '' : `to ${day(to)} (excluded)`;
  const clock = (minutes: number) => new Date(minutes * 60_000).toISOString().slice(11, 16);
  const window = hours ? `${clock(hours.from)}–${clock(hours.to)} UTC` : '';
  return [[start, end].filter(Boolean).join(' ') || 'always', window].filter(Boolean).join(', ');
}

function tierLines(price: Price, record: UsageRecord): string[] {
  const prompt = promptTokens(record);
  const tier = tierOf(price, prompt);
  return tier
    ? [`context     ${prompt} tokens of input: the rates above ${tier.above} hold for the whole request`]
    : [];
}

function componentLines(record: UsageRecord, price: Price): string[] {
  const lines = billLines(record, price);
  const cost = costOf(record, price);
  if (!lines || !cost) {
    return ['            something that was used has no rate, or nothing was used: unpriced'];
  }
  return lines.map(
    (line) => `  ${line.component.padEnd(16)}${amountText(line, price)} = ${usdText(cost.components[line.component]!)}`
  );
}

function amountText({ component, amount: used, rate }: BillLine, { unit }: Price): string {
  return PER_PIECE.has(component)
    ? `${used} × ${attoText(rate)} USD per ${component === 'unit' ? (unit ?? 'unit') : 'request'}`
    : `${used} tokens × ${attoText(rate * MILLION)} USD per million`;
}

function customerLines(record: UsageRecord, { rules }: Pricing, rating: Rating): string[] {
  const rule = findCustomerRule(rules, record);
  if (!rule) {
    return [`customer    ${amount(rating.cost)} (no rule: what the provider charges)`];
  }
  const match = Object.entries(rule.match).flatMap(([field, value]) => (value ? [`${field} = ${value}`] : []));
  return [
    `rule        ${rule.version} (${match.join(', ') || 'every call'}): markup ${usdText(rule.markup)}, fee ${usdText(rule.fee)}`,
    `customer    ${amount(rating.cost)} = provider + markup ${amount(rating.markup_amount)} + fee ${amount(rating.fixed_fee)}`,
  ];
}

function amount(pico: Pico | null): string {
  return pico === null ? 'unknown' : `${usdText(pico)} USD`;
}
