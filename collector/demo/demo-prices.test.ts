import { type UsageRecord } from '../../contract/record';
import { attribute } from '../directory/attribute';
import { priceRecord, type Rating } from '../pricing/price-record';
import { creditTier } from '../pricing/multipliers';
import { temporaryFolder } from '../test/temporary-folder';
import { DEMO_MODELS } from './demo-models';
import { demoPricing } from './demo-prices';
import { demoRecords } from './demo-records';
import { loadDemoSettings } from './demo-settings';
import { PRICE_CHANGE_DAY, RUNAWAY } from './demo-story';
import { dayOf } from './demo-trial';

jest.setTimeout(60_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 18, 15);
const { settings, trial } = loadDemoSettings({ TOKENLEDGER_DATA_DIR: temporaryFolder() }, NOW);
/** Every third day of 90, so that all weekdays are in it. */
const DAYS = 30;
const BOOKED: ReadonlyArray<{ record: UsageRecord; rating: Rating }> = Array.from({ length: DAYS }, (_, third) =>
  Array.from({ length: 24 }, (_, hour) => Math.floor((NOW - 90 * DAY) / HOUR) + third * 72 + hour)
)
  .flat()
  .flatMap((hour) => demoRecords(hour, trial))
  .map((sent) => {
    const record = attribute(sent, settings.directory);
    return { record, rating: priceRecord(record, settings.pricing) };
  });

const usd = (rows: typeof BOOKED) => Number(rows.reduce((sum, { rating }) => sum + (rating.cost ?? 0n), 0n)) / 1e12;
const total = usd(BOOKED.filter(({ record }) => record.api_key !== RUNAWAY.key)) * (90 / DAYS);

/** Shares of the whole cost, largest first. */
function sharesBy(field: 'model' | 'team' | 'provider'): number[] {
  const names = new Set(BOOKED.map(({ record }) => record[field]));
  const shares = [...names].map((name) => usd(BOOKED.filter(({ record }) => record[field] === name)) / usd(BOOKED));
  return shares.sort((a, b) => b - a);
}

test('every model has a price but for one, in every tier that serves it', () => {
  const unpriced = BOOKED.filter(({ rating }) => rating.cost === null);
  expect([...new Set(unpriced.map(({ record }) => record.model))]).toEqual(['qwen3-next-80b']);
  const priced = new Set(BOOKED.filter(({ rating }) => rating.price_version).map(({ record }) => record.model));
  expect(DEMO_MODELS.map(({ name }) => name).filter((name) => !priced.has(name))).toEqual(['qwen3-next-80b']);
});

test('most prices are the catalogue’s', () => {
  const listed = BOOKED.filter(({ rating }) => rating.price_version?.startsWith('genai-prices'));
  expect(new Set(listed.map(({ record }) => record.model)).size).toBeGreaterThanOrEqual(33);
});

test('free models cost nothing, and that is known', () => {
  const free = BOOKED.filter(({ record }) => record.model === 'llama-3.3-70b' && record.status_code === 200);
  expect(free.length).toBeGreaterThan(100);
  expect(free.filter(({ rating }) => rating.provider_cost !== 0n)).toEqual([]);
});

test('90 days cost 15 to 40 thousand dollars, and no model or team is all of it', () => {
  expect(total).toBeGreaterThan(15_000);
  expect(total).toBeLessThan(40_000);
  for (const [field, most, several] of [
    ['model', 0.35, 6],
    ['team', 0.55, 7],
    ['provider', 0.6, 4],
  ] as const) {
    const shares = sharesBy(field);
    expect(shares[0]).toBeLessThan(most);
    expect(shares.filter((one) => one > 0.02).length).toBeGreaterThanOrEqual(several);
  }
});

test('the night out of hand costs more than an ordinary day', () => {
  const night = Array.from({ length: 5 }, (_, hour) => trial.week / HOUR + RUNAWAY.day * 24 + hour)
    .flatMap((hour) => demoRecords(hour, trial))
    .filter(({ api_key }) => api_key === RUNAWAY.key)
    .map((record) => ({ record, rating: priceRecord(record, settings.pricing) }));
  expect(usd(night)).toBeGreaterThan(total / 90);
  expect(usd(night)).toBeLessThan(total / 10);
});

test('a price changes in the middle, and the cost of a token with it', () => {
  const perToken = (rows: typeof BOOKED) =>
    usd(rows) / rows.reduce((sum, { record }) => sum + (record.input_tokens ?? 0) + (record.output_tokens ?? 0), 0);
  const of = BOOKED.filter(({ record }) => record.model === 'gemini-3.1-pro-preview' && record.input_tokens);
  const before = of.filter(({ record }) => dayOf(trial, record.timestamp) < PRICE_CHANGE_DAY);
  const after = of.filter(({ record }) => dayOf(trial, record.timestamp) >= PRICE_CHANGE_DAY);
  expect(perToken(after) / perToken(before)).toBeLessThan(0.8);
  expect(demoPricing(trial).prices.filter((price) => 'from' in price)).toHaveLength(1);
});

test('customers pay more than the provider charges, and some costs are as reported', () => {
  expect(BOOKED.filter(({ rating }) => rating.fixed_fee > 0n).length).toBeGreaterThan(1_000);
  const margin = BOOKED.reduce((sum, { rating }) => sum + (rating.markup_amount ?? 0n) + rating.fixed_fee, 0n);
  expect(Number(margin) / 1e12 / usd(BOOKED)).toBeGreaterThan(0.05);
  const reported = BOOKED.filter(({ rating }) => rating.cost_source === 'reported');
  expect([...new Set(reported.map(({ record }) => record.provider))]).toEqual(['openrouter']);
});

test('calls are premium, standard and economy', () => {
  const tiers = BOOKED.map(({ rating }) => creditTier(rating.multiplier));
  for (const tier of ['premium', 'standard', 'economy']) {
    expect(tiers.filter((one) => one === tier).length / tiers.length).toBeGreaterThan(0.1);
  }
});

test('some prices are of models that nobody calls', () => {
  const called = new Set(DEMO_MODELS.map(({ name }) => name));
  expect(demoPricing(trial).prices.filter(({ model }) => !called.has(model)).length).toBeGreaterThanOrEqual(3);
});

test('the directory knows every person and key, and gives a team, an organization and a project', () => {
  const open = BOOKED.filter(({ record }) => !record.team || !record.organization || !record.project);
  expect(open).toEqual([]);
  expect(new Set(BOOKED.map(({ record }) => record.organization)).size).toBe(3);
  expect(BOOKED.some(({ record }) => record.attributed?.team === 'directory:users')).toBe(true);
});
