// Types alone are imported here: scripts/refresh-prices.mts runs this file as it is.
import type { CatalogueModel, CataloguePrice, CatalogueProvider, Pattern } from './catalogue-file';

/** What is read of the data of `@pydantic/genai-prices`. */
export interface SourceProvider {
  readonly id: string;
  readonly model_match?: SourceMatch;
  readonly fallback_model_providers?: readonly string[];
  readonly models: readonly SourceModel[];
}

export interface SourceModel {
  readonly id: string;
  readonly name?: string;
  readonly description?: string;
  readonly price_comments?: string;
  readonly match: SourceMatch;
  readonly prices: SourceRates | readonly SourcePrice[];
}

export interface SourcePrice {
  readonly constraint?: { readonly start_date: string } | { readonly start_time: string; readonly end_time: string };
  readonly prices: SourceRates;
}

export type SourceRate =
  number | { readonly base: number; readonly tiers: ReadonlyArray<{ start: number; price: number }> };
export type SourceRates = Readonly<Record<string, SourceRate | undefined>>;

export type SourceMatch =
  | { readonly or: readonly SourceMatch[] }
  | { readonly and: readonly SourceMatch[] }
  | { readonly equals: string }
  | { readonly starts_with: string }
  | { readonly ends_with: string }
  | { readonly contains: string }
  | { readonly regex: string };

/** Rates that a price can have, by their name at the source, with what they are divided by. */
const RATES: Readonly<Record<string, [component: string, per: number]>> = {
  input_mtok: ['input', 1],
  output_mtok: ['output', 1],
  cache_read_mtok: ['cache_read', 1],
  cache_write_mtok: ['cache_write', 1],
  cache_write_1h_mtok: ['cache_write_1h', 1],
  input_audio_mtok: ['input_audio', 1],
  input_image_mtok: ['input_image', 1],
  output_reasoning_mtok: ['reasoning', 1],
  output_audio_mtok: ['output_audio', 1],
  output_image_mtok: ['output_image', 1],
  requests_kcount: ['request', 1_000],
};

/** Rates per unit: the first that a price has counts. */
const UNITS: ReadonlyArray<[rate: string, unit: string, per: number]> = [
  ['audio_hours', 'second', 3_600],
  ['input_document_kpages', 'page', 1_000],
];

const FREE = /\bfree\b|included in the subscription/i;
const FREE_RATES: CataloguePrice = { input: 0, output: 0 };

/** Providers as the catalogue has them. Models without any rate that it can bill are left out, so they stay unpriced. */
export function snapshotOf(providers: readonly SourceProvider[]): Record<string, CatalogueProvider> {
  return Object.fromEntries(
    providers.map((provider): [string, CatalogueProvider] => {
      const models = provider.models.flatMap((model) => {
        const prices = pricesOf(model);
        return prices.length > 0 ? [[model.id, withMatch(model, prices)] as const] : [];
      });
      return [
        provider.id,
        {
          ...(provider.model_match ? { match: patternsOf(provider.model_match) } : {}),
          ...(provider.fallback_model_providers ? { fallback: provider.fallback_model_providers } : {}),
          models: Object.fromEntries(models),
        },
      ];
    })
  );
}

function withMatch({ id, match }: SourceModel, prices: CataloguePrice[]): CatalogueModel {
  const aliases = patternsOf(match).filter((pattern) => pattern !== id);
  return { ...(aliases.length > 0 ? { match: aliases } : {}), prices };
}

/** A price of certain hours holds from the date of the entry before it, which it is an exception to. */
function pricesOf(model: SourceModel): CataloguePrice[] {
  const list = Array.isArray(model.prices) ? (model.prices as readonly SourcePrice[]) : undefined;
  let from: string | undefined;
  return (list ?? [{ prices: model.prices as SourceRates }]).flatMap(({ constraint, prices }) => {
    const hours = constraint && 'start_time' in constraint ? [constraint.start_time, constraint.end_time] : undefined;
    from = constraint && 'start_date' in constraint ? constraint.start_date : from;
    const rates = Object.keys(prices).length > 0 ? ratesOf(prices) : isFree(model) ? FREE_RATES : {};
    const [start, end] = hours?.map((time) => time.slice(0, 5)) ?? [];
    const when = { ...(from ? { from } : {}), ...(start && end ? { hours: [start, end] as const } : {}) };
    return Object.keys(rates).length > 0 ? [{ ...when, ...rates }] : [];
  });
}

/** No rates at all are a price of 0 only where the source says so in words. */
function isFree({ id, name, description, price_comments: comments }: SourceModel): boolean {
  return FREE.test([id, name, description, comments].join(' '));
}

function ratesOf(prices: SourceRates): CataloguePrice {
  const unit = UNITS.find(([name]) => prices[name] !== undefined);
  const starts = Object.values(prices).flatMap((rate) => (typeof rate === 'object' ? rate.tiers : []));
  const above = [...new Set(starts.map(({ start }) => start))].sort((a, b) => a - b);
  const tiers = above.map((start) => ({ above: start, ...pick(prices, start) }));
  return {
    ...pick(prices),
    ...(unit ? { unit: exactly(baseOf(prices[unit[0]]!), unit[2]), unit_name: unit[1] } : {}),
    ...(tiers.length > 0 ? { tiers } : {}),
  };
}

/** Rates by component: all of them, or those that have a tier above a number of tokens. */
function pick(prices: SourceRates, above?: number): Record<string, number> {
  return Object.fromEntries(
    Object.entries(RATES).flatMap(([name, [component, per]]) => {
      const rate = prices[name];
      const tier = typeof rate === 'object' ? rate.tiers.find(({ start }) => start === above)?.price : undefined;
      const value = above === undefined && rate !== undefined ? baseOf(rate) : tier;
      return value === undefined ? [] : [[component, exactly(value, per)]];
    })
  );
}

function baseOf(rate: SourceRate): number {
  return typeof rate === 'object' ? rate.base : rate;
}

/** A quotient without the noise of binary fractions. */
function exactly(value: number, per: number): number {
  return per === 1 ? value : Number((value / per).toPrecision(15));
}

function patternsOf(match: SourceMatch): Pattern[] {
  return 'or' in match ? match.or.flatMap(patternsOf) : [patternOf(match)];
}

function patternOf(match: Exclude<SourceMatch, { or: unknown }> | SourceMatch): Pattern {
  if ('and' in match) {
    return match.and.map((part) => {
      const pattern = patternOf(part);
      if (typeof pattern !== 'string') {
        throw new Error(`A match clause is nested deeper than the catalogue knows: ${JSON.stringify(match)}`);
      }
      return pattern;
    });
  }
  if ('equals' in match) {
    return match.equals;
  }
  if ('starts_with' in match) {
    return `${match.starts_with}*`;
  }
  if ('ends_with' in match) {
    return `*${match.ends_with}`;
  }
  if ('contains' in match) {
    return `*${match.contains}*`;
  }
  if ('regex' in match) {
    return `/${match.regex}/`;
  }
  throw new Error(`A match clause is unknown to the catalogue: ${JSON.stringify(match)}`);
}
