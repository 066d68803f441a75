import { type CatalogueProvider } from './catalogue-file';
import { isName, patternTest } from './pattern';

/** How a name was recognised. */
export type NameMatch = 'exact' | 'alias';

/** The models of one provider of the catalogue by all their names; upper and lower case are the same. */
export class ProviderModels {
  readonly #names = new Map<string, { model: string; how: NameMatch }>();
  readonly #patterns: ReadonlyArray<[test: (name: string) => boolean, model: string]>;
  readonly #own: ReadonlyArray<(name: string) => boolean> | undefined;

  constructor({ models, match }: CatalogueProvider) {
    const entries = Object.entries(models);
    for (const [model] of entries) {
      this.#names.set(model.toLowerCase(), { model, how: 'exact' });
    }
    for (const [model, { match: aliases = [] }] of entries) {
      for (const alias of aliases.filter(isName).map((name) => name.toLowerCase())) {
        this.#names.set(alias, this.#names.get(alias) ?? { model, how: 'alias' });
      }
    }
    this.#patterns = entries.flatMap(([model, { match: aliases = [] }]) =>
      aliases
        .filter((alias) => !isName(alias))
        .map((alias): [(name: string) => boolean, string] => [patternTest(alias), model])
    );
    this.#own = match?.map(patternTest);
  }

  /** The model that has the name, word by word. */
  named(name: string): { model: string; how: NameMatch } | undefined {
    return this.#names.get(name.toLowerCase());
  }

  /** The model that has the name, word by word, else by the first of its patterns that fits. */
  find(name: string): { model: string; how: NameMatch } | undefined {
    const lower = name.toLowerCase();
    const named = this.#names.get(lower);
    const fitting = named ? undefined : this.#patterns.find(([test]) => test(lower));
    return named ?? (fitting && { model: fitting[1], how: 'alias' });
  }

  /** Whether a name is one of this provider's own by the catalogue's rule for it. */
  claims(name: string): boolean {
    const lower = name.toLowerCase();
    return this.#own?.some((test) => test(lower)) ?? false;
  }
}
