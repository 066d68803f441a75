import { type PriceComponent } from '../price';
import prices from './prices.json';

/** `prices.json`: list prices as their source gives them, one model a line. Written by `npm run prices:refresh`. */
export interface CatalogueFile {
  readonly source: CatalogueSource;
  /** By the source's name of the provider. */
  readonly providers: Readonly<Record<string, CatalogueProvider>>;
}

export interface CatalogueSource {
  readonly package: string;
  readonly version: string;
  readonly licence: string;
  readonly url: string;
  /** Day the snapshot was taken. */
  readonly date: string;
}

export interface CatalogueProvider {
  /** Models that are this provider's by their name. */
  readonly match?: readonly Pattern[];
  /** Providers whose models it serves at their prices. */
  readonly fallback?: readonly string[];
  readonly models: Readonly<Record<string, CatalogueModel>>;
}

export interface CatalogueModel {
  /** Other names of the model. */
  readonly match?: readonly Pattern[];
  readonly prices: readonly CataloguePrice[];
}

/**
 * A name: `gpt-4o`; the beginning, end or a part of one: `claude-2*`, `*-latest`, `*claude-v2*`; a regular expression
 * between slashes; or a list of which all must fit.
 */
export type Pattern = string | readonly string[];

/** Rates as numbers: USD per 1,000,000 tokens, `request` per call, `unit` per unit. */
export type CatalogueRates = Readonly<Partial<Record<PriceComponent, number>>>;

export interface CataloguePrice extends CatalogueRates {
  /** First day (UTC); none: always. */
  readonly from?: string;
  /** Hours of the day (UTC), `HH:MM`. */
  readonly hours?: readonly [from: string, to: string];
  readonly unit_name?: string;
  readonly tiers?: ReadonlyArray<CatalogueRates & { readonly above: number }>;
}

/** The catalogue that comes with this version. */
export const CATALOGUE_FILE = prices as unknown as CatalogueFile;
