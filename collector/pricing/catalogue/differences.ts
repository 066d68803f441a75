// Types alone are imported here: scripts/refresh-prices.mts runs this file as it is.
import type { CatalogueModel, CataloguePrice, CatalogueFile } from './catalogue-file';

type Providers = CatalogueFile['providers'];

/** What another snapshot would change: one line per model, added (+), removed (-) or with other prices or names (~). */
export function differences(before: Providers, after: Providers): string[] {
  const [old, now] = [modelsOf(before), modelsOf(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort();
  const rules = Object.keys({ ...before, ...after }).filter((id) => rulesOf(before, id) !== rulesOf(after, id));
  return [
    ...rules.map((id) => `~ ${id}: ${rulesOf(before, id)} → ${rulesOf(after, id)}`),
    ...names.flatMap((name) => differenceOf(name, old.get(name), now.get(name))),
  ];
}

function differenceOf(name: string, before?: CatalogueModel, after?: CatalogueModel): string[] {
  if (!before || !after) {
    return [before ? `- ${name}: ${pricesText(before)}` : `+ ${name}: ${after ? pricesText(after) : ''}`];
  }
  const [old, now] = [pricesText(before), pricesText(after)];
  const [oldNames, newNames] = [namesText(before), namesText(after)];
  return [
    ...(old === now ? [] : [`~ ${name}: ${old} → ${now}`]),
    ...(oldNames === newNames ? [] : [`~ ${name}: names ${oldNames} → ${newNames}`]),
  ];
}

function modelsOf(providers: Providers): Map<string, CatalogueModel> {
  return new Map(
    Object.entries(providers).flatMap(([provider, { models }]) =>
      Object.entries(models).map(([model, entry]): [string, CatalogueModel] => [`${provider}/${model}`, entry])
    )
  );
}

function pricesText({ prices }: CatalogueModel): string {
  return prices.map(priceText).join('; ');
}

function priceText({ from, hours, unit_name: unit, tiers = [], ...rates }: CataloguePrice): string {
  const when = [from ? `from ${from}` : '', hours ? `${hours.join('–')} UTC` : ''].filter(Boolean).join(' ');
  const parts = [
    ratesText(rates) + (unit ? `/${unit}` : ''),
    ...tiers.map(({ above, ...tier }) => `above ${above}: ${ratesText(tier)}`),
  ];
  return (when && `${when}: `) + parts.join(', ');
}

function ratesText(rates: object): string {
  return Object.entries(rates)
    .map(([component, rate]) => `${component} ${String(rate)}`)
    .join(' ');
}

function namesText({ match = [] }: CatalogueModel): string {
  return JSON.stringify(match);
}

function rulesOf(providers: Providers, id: string): string {
  const { match, fallback } = providers[id] ?? {};
  return JSON.stringify({ match, fallback });
}
