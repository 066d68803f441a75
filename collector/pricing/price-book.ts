import { type UsageRecord } from '../../contract/record';
import { BoundedCache } from './bounded-cache';
import { type Catalogue, type MatchedBy } from './catalogue/catalogue';
import { withoutDate, withoutPrefix } from './model-names';
import { byPrecedence, isInForce, type Price } from './price';
import { normalizeTier } from './service-tier';

/** Look-ups that are kept: far more than a ledger has models. */
const MOST_LOOKUPS = 10_000;

/** What the book has for a provider and a model's name. */
export interface Candidates {
  /** Own entries, the one that counts first. */
  readonly own: readonly Price[];
  readonly ownBy: MatchedBy;
  /** The catalogue's. */
  readonly listed: readonly Price[];
  readonly listedBy: MatchedBy;
  /** The name and others of the same model, in the order they are tried. */
  readonly names: readonly string[];
}

export interface FoundPrice {
  readonly price: Price;
  readonly by: MatchedBy;
  /** The record's name that led to it. */
  readonly name: string;
  readonly origin: 'config' | 'catalogue';
}

/**
 * Own prices and the catalogue. Own entries win: where there are any for the model, the tier and the unit, they alone
 * count, so that before the first and after the last of them the price is unknown.
 */
export class PriceBook {
  readonly #own = new Map<string, Price[]>();
  readonly #catalogue: Catalogue | undefined;
  readonly #candidates = new BoundedCache<Candidates>(MOST_LOOKUPS);
  readonly #providers = new BoundedCache<string>(MOST_LOOKUPS);

  constructor(own: readonly Price[], catalogue?: Catalogue) {
    this.#catalogue = catalogue;
    for (const price of byPrecedence(own)) {
      this.#own.set(price.model, [...(this.#own.get(price.model) ?? []), price]);
    }
  }

  /** The provider of a model, if own entries know exactly one, else if the catalogue leaves no doubt. */
  providerOf(model: string): string | undefined {
    return this.#providers.get(model, () => this.#providerOf(model) ?? '') || undefined;
  }

  /** The price in force at the call's own time, by served model, else by the model asked for, and by the tier served. */
  find(record: UsageRecord): Price | undefined {
    return this.look(record)?.price;
  }

  /** The same, and how it was found. */
  look(record: UsageRecord): FoundPrice | undefined {
    for (const name of namesIn(record)) {
      const candidates = this.candidates(record.provider, name);
      if (candidates.own.length + candidates.listed.length > 0) {
        return choose(candidates, record, name);
      }
    }
    return undefined;
  }

  /** All names the record's model goes by, the served one first. */
  namesOf(record: UsageRecord): string[] {
    return [...new Set(namesIn(record).flatMap((name) => this.candidates(record.provider, name).names))];
  }

  /** The ledger's own entries. */
  get own(): Price[] {
    return [...this.#own.values()].flat();
  }

  /** All prices whose provider or model has the text in its name, own ones first. */
  list(text: string): Price[] {
    const wanted = text.toLowerCase();
    return [
      ...this.own.filter(({ provider, model }) => `${provider ?? ''}/${model}`.toLowerCase().includes(wanted)),
      ...[...(this.#catalogue?.list(text) ?? [])].flatMap(({ prices }) => prices),
    ];
  }

  /** What there is for a name, whatever the tier, unit and time. */
  candidates(provider: string | undefined, name: string): Candidates {
    return this.#candidates.get(`${provider ?? ''}\n${name}`, () => this.#look(provider, name));
  }

  #look(provider: string | undefined, name: string): Candidates {
    const listed = this.#catalogue?.find(provider, name);
    const others: Array<[string, MatchedBy]> = listed ? [[listed.model, listed.how]] : otherNames(name);
    const names: Array<[string, MatchedBy]> = [[name, 'exact'], ...others];
    const own = names
      .map(([model, by]) => ({ by, prices: this.#ownOf(provider, model) }))
      .find(({ prices }) => prices.length > 0);
    return {
      own: own?.prices ?? [],
      ownBy: own?.by ?? 'exact',
      listed: listed?.prices ?? [],
      listedBy: listed?.how ?? 'exact',
      names: [...new Set(names.map(([model]) => model))],
    };
  }

  #ownOf(provider: string | undefined, model: string): Price[] {
    const prices = this.#own.get(model) ?? [];
    return prices.filter((price) => price.provider === undefined || price.provider === provider);
  }

  #providerOf(model: string): string | undefined {
    const providers = new Set((this.#own.get(model) ?? []).flatMap(({ provider }) => provider ?? []));
    return providers.size > 0 ? onlyOne(providers) : this.#catalogue?.providerOf(model);
  }
}

function namesIn({ response_model: served, model }: UsageRecord): string[] {
  return served === undefined || served === model ? [model] : [served, model];
}

/** Names that an own entry may have for a model that the catalogue does not know. */
function otherNames(name: string): Array<[string, MatchedBy]> {
  const undated = withoutDate(name);
  const bare = withoutPrefix(name);
  const bareUndated = bare && withoutDate(bare.model);
  return [
    ...(undated === undefined ? [] : [[undated, 'dated suffix'] as [string, MatchedBy]]),
    ...(bare === undefined ? [] : [[bare.model, 'prefix'] as [string, MatchedBy]]),
    ...(bareUndated === undefined ? [] : [[bareUndated, 'prefix'] as [string, MatchedBy]]),
  ];
}

function choose(candidates: Candidates, record: UsageRecord, name: string): FoundPrice | undefined {
  const tier = normalizeTier(record.service_tier);
  const fits = (price: Price) =>
    normalizeTier(price.serviceTier) === tier && (price.unit === undefined || price.unit === record.unit);
  const own = candidates.own.filter(fits);
  const isOwn = own.length > 0;
  const price = (isOwn ? own : candidates.listed.filter(fits)).find((entry) => isInForce(entry, record.timestamp));
  return (
    price && {
      price,
      by: isOwn ? candidates.ownBy : candidates.listedBy,
      name,
      origin: isOwn ? 'config' : 'catalogue',
    }
  );
}

function onlyOne(providers: ReadonlySet<string>): string | undefined {
  return providers.size === 1 ? [...providers][0] : undefined;
}
