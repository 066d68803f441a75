import { type UsageRecord } from '../../contract/record';

/** Components a price can have; all but `request` and `unit` are USD per 1,000,000 tokens. */
export const PRICE_COMPONENTS = [
  'input',
  'output',
  'cache_read',
  'cache_write',
  'cache_write_1h',
  'input_audio',
  'input_image',
  'reasoning',
  'output_audio',
  'output_image',
  'request',
  'unit',
] as const;
export type PriceComponent = (typeof PRICE_COMPONENTS)[number];

/** Components that are paid per call and per unit rather than per token. */
export const PER_PIECE: ReadonlySet<PriceComponent> = new Set<PriceComponent>(['request', 'unit']);

/** One price, valid in [from, to). Rates are 10⁻¹⁸ USD per token, call or unit. */
export interface Price {
  readonly provider?: string;
  readonly model: string;
  readonly serviceTier?: string;
  readonly unit?: string;
  readonly from: number;
  readonly to: number;
  readonly rates: Readonly<Partial<Record<PriceComponent, bigint>>>;
  /** Names the entry in stored records. */
  readonly version: string;
}

/** Prices by model name; the youngest one in force wins. */
export class PriceBook {
  readonly #byModel = new Map<string, Price[]>();

  constructor(prices: readonly Price[]) {
    for (const price of prices) {
      this.#byModel.set(price.model, [...(this.#byModel.get(price.model) ?? []), price]);
    }
    for (const list of this.#byModel.values()) {
      list.sort((a, b) => b.from - a.from);
    }
  }

  /** The provider of a model, if the book knows exactly one. */
  providerOf(model: string): string | undefined {
    const providers = new Set((this.#byModel.get(model) ?? []).map(({ provider }) => provider));
    return providers.size === 1 ? [...providers][0] : undefined;
  }

  /**
   * The price in force at the call's own time, by served model, else by the model asked for, and by the tier served.
   */
  find(record: UsageRecord): Price | undefined {
    const served = record.response_model && this.#byModel.get(record.response_model);
    const candidates = served || this.#byModel.get(record.model) || [];
    const tier = record.service_tier ?? 'default';
    return candidates.find(
      (price) =>
        (price.provider === undefined || price.provider === record.provider) &&
        (price.serviceTier ?? 'default') === tier &&
        (price.unit === undefined || price.unit === record.unit) &&
        price.from <= record.timestamp &&
        record.timestamp < price.to
    );
  }
}
