import { withoutDate, withoutPrefix } from '../model-names';
import { type Price, byPrecedence } from '../price';
import { type CatalogueFile, type CatalogueProvider } from './catalogue-file';
import { pricesOfModel } from './catalogue-prices';
import { catalogueId, MAKERS, providerName } from './provider-names';
import { type NameMatch, ProviderModels } from './provider-models';

/** How a model's name led to its entry. */
export type MatchedBy = NameMatch | 'dated suffix' | 'prefix';

export interface CatalogueMatch {
  readonly how: MatchedBy;
  /** Provider and model as the catalogue calls them. */
  readonly provider: string;
  readonly model: string;
  /** The one that counts first. */
  readonly prices: readonly Price[];
}

type Entry = Omit<CatalogueMatch, 'prices'>;

/** A model of Bedrock is named after who made it: `anthropic.claude-…`, `eu.amazon.nova-…`. */
const BEDROCK = /^(?:(?:global|us-gov|us|eu|apac|au|ca|in|jp|me|sa|af)\.)?[a-z0-9]+\.[a-z]/;
/** A gateway that says who served a call in the model's name alone. */
const GATEWAY = 'litellm';

/** List prices by provider and model. Look-ups are not kept: the price book does that. */
export class Catalogue {
  /** Names the snapshot, for instance `genai-prices@0.1.8`. */
  readonly version: string;
  readonly #providers: ReadonlyMap<string, CatalogueProvider>;
  readonly #models = new Map<string, ProviderModels>();

  constructor(file: CatalogueFile) {
    this.#providers = new Map(Object.entries(file.providers));
    this.version = `${file.source.package.replace(/^@[^/]+\//, '')}@${file.source.version}`;
  }

  /** The entry of a model: by its name, an alias, without the date of its version, without a prefix, in this order. */
  find(provider: string | undefined, name: string): CatalogueMatch | undefined {
    const named = provider === undefined || provider === GATEWAY ? this.#providerOf(name) : catalogueId(provider);
    const entry = named !== undefined && this.#providers.has(named) ? this.#entry(named, name) : undefined;
    return entry && { ...entry, prices: this.#prices(entry) };
  }

  /** The provider that a model's name leaves no doubt about, by its OpenTelemetry name. */
  providerOf(name: string): string | undefined {
    const id = this.#providerOf(name);
    return id === undefined ? undefined : providerName(id);
  }

  /** Entries whose name has the text in it, in the order of the file. */
  *list(text: string): Generator<CatalogueMatch> {
    for (const [provider, { models }] of this.#providers) {
      for (const model of Object.keys(models)) {
        if (`${provider}/${model}`.toLowerCase().includes(text.toLowerCase())) {
          const entry: Entry = { how: 'exact', provider, model };
          yield { ...entry, prices: this.#prices(entry) };
        }
      }
    }
  }

  #entry(provider: string, name: string): Entry | undefined {
    const undated = withoutDate(name);
    return (
      this.#byName(provider, name) ??
      (undated === undefined ? undefined : withHow(this.#byName(provider, undated), 'dated suffix')) ??
      this.#byPrefix(provider, name)
    );
  }

  #byPrefix(provider: string, name: string): Entry | undefined {
    const bare = withoutPrefix(name);
    const fits = bare && (bare.provider === undefined || this.#serves(provider, catalogueId(bare.provider)));
    return fits ? withHow(this.#entry(provider, bare.model), 'prefix') : undefined;
  }

  /** The provider's own entries come before those of providers whose models it serves. */
  #byName(provider: string, name: string): Entry | undefined {
    for (const id of [provider, ...(this.#providers.get(provider)?.fallback ?? [])]) {
      const found = this.#modelsOf(id)?.find(name);
      if (found) {
        return { ...found, provider: id };
      }
    }
    return undefined;
  }

  /** Whether a provider is the one named, or serves its models. */
  #serves(provider: string, named: string): boolean {
    return provider === named || (this.#providers.get(provider)?.fallback?.includes(named) ?? false);
  }

  #providerOf(name: string): string | undefined {
    const prefix = withoutPrefix(name);
    if (prefix?.provider !== undefined) {
      const id = catalogueId(prefix.provider);
      return this.#providers.has(id) && this.#entry(id, prefix.model) ? id : undefined;
    }
    if (BEDROCK.test(name) && this.#modelsOf('aws')?.find(name)) {
      return 'aws';
    }
    const undated = withoutDate(name) ?? name;
    const makers = MAKERS.map((id) => [id, this.#modelsOf(id)] as const);
    return (
      onlyOne(makers.filter(([, models]) => models?.claims(name) && (models.find(name) ?? models.find(undated)))) ??
      onlyOne(makers.filter(([, models]) => models?.named(name))) ??
      onlyOne([...this.#providers.keys()].flatMap((id) => (this.#modelsOf(id)?.named(name) ? [[id]] : [])))
    );
  }

  #prices({ provider, model }: Entry): Price[] {
    const version = `${this.version}:${provider}/${model}`;
    const entry = this.#providers.get(provider)!.models[model]!;
    return byPrecedence(pricesOfModel(entry, { provider: providerName(provider), model, version }));
  }

  #modelsOf(id: string): ProviderModels | undefined {
    const provider = this.#providers.get(id);
    if (provider && !this.#models.has(id)) {
      this.#models.set(id, new ProviderModels(provider));
    }
    return this.#models.get(id);
  }
}

function withHow(entry: Entry | undefined, how: MatchedBy): Entry | undefined {
  return entry && { ...entry, how };
}

function onlyOne(candidates: ReadonlyArray<readonly [id: string, ...rest: unknown[]]>): string | undefined {
  return candidates.length === 1 ? candidates[0]![0] : undefined;
}
