const DEFAULT_TIER = 'default';

/** Names under which providers and SDKs report that the usual tier served the call. */
const DEFAULT_NAMES: ReadonlySet<string> = new Set([DEFAULT_TIER, 'standard', 'auto', 'on_demand']);

/** The tier that a price goes by: `default`, `flex`, `priority`, `batch` or the provider's own name. */
export function normalizeTier(tier: string | undefined): string {
  const name = tier?.trim().toLowerCase() ?? DEFAULT_TIER;
  return DEFAULT_NAMES.has(name) ? DEFAULT_TIER : name;
}
