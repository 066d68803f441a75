import { type ExportedRow, pico } from './exported-rows';
import { groupBy } from './group-by';

const SCALE = 10n ** 12n;

/**
 * What the caches saved the customer of each row, 10⁻¹² USD; null: no price is known.
 *
 * Rows do not say it, nor what a token costs without a cache. That is learnt from rows of the same price: amount ÷ tokens
 * of each component. `changes` are the times, epoch ms, at which configured prices change.
 */
export function cacheSavings(rows: readonly ExportedRow[], changes: readonly number[]): Array<bigint | null> {
  const byPrice = groupBy(rows.filter(isPriced), (row) => priceKey(row, changes));
  return rows.map((row) => {
    if (row.cost_source === 'unpriced') {
      return null;
    }
    const others = byPrice.get(priceKey(row, changes)) ?? [];
    const reported = pico(typeof row.saved_cost === 'string' ? row.saved_cost : '0');
    const saved =
      row.cache_hit === true ? savedByGateway(row, others, reported) : savedByProvider(row, others) + reported;
    return halfEven(saved * (SCALE + pico(row.markup)), SCALE);
  });
}

function isPriced({ components, cache_hit }: ExportedRow): boolean {
  return cache_hit !== true && Object.keys(components).length > 0;
}

function priceKey(
  { provider, model, response_model, service_tier, timestamp }: ExportedRow,
  changes: readonly number[]
) {
  const passed = changes.filter((time) => time <= Date.parse(timestamp)).length;
  return JSON.stringify([provider, response_model ?? model, service_tier ?? 'default', passed]);
}

/** The call was not made: what was reported as saved, else all of it, was saved. Without a row of its price it has none. */
function savedByGateway(row: ExportedRow, others: readonly ExportedRow[], reported: bigint): bigint {
  if (row.saved_cost !== undefined || others.length === 0) {
    return reported;
  }
  const used = tokensOf(row);
  const uncached = { ...used, input: used.input + used.cache_read + used.cache_write, cache_read: 0, cache_write: 0 };
  const costs = Object.entries(uncached).map(([component, tokens]) =>
    tokens === 0 ? 0n : BigInt(tokens) * rateOf(component as Component, row, others)
  );
  return costs.reduce((sum, cost) => sum + cost, 0n) - pico(row.provider_cost ?? '0');
}

/** What was read from and written to the cache would have been plain input. */
function savedByProvider(row: ExportedRow, others: readonly ExportedRow[]): bigint {
  const { cache_read, cache_write } = tokensOf(row);
  const cached = cache_read + cache_write;
  if (cached === 0 || !isPriced(row)) {
    return 0n;
  }
  const paid = pico(row.components.cache_read ?? '0') + pico(row.components.cache_write ?? '0');
  return BigInt(cached) * rateOf('input', row, [row, ...others]) - paid;
}

type Component = keyof ReturnType<typeof tokensOf>;

/** Tokens by what they cost. */
function tokensOf(row: ExportedRow) {
  const count = (field: string) => (typeof row[field] === 'number' ? row[field] : 0);
  const [read, written] = [count('cache_read_tokens'), count('cache_write_tokens')];
  const [heard, seen] = [count('input_audio_tokens'), count('input_image_tokens')];
  const drawn = count('output_image_tokens');
  const reasoned = count('reasoning_tokens');
  return {
    input: count('input_tokens') - read - written - heard - seen,
    output: count('output_tokens') - reasoned - drawn,
    ...{ cache_read: read, cache_write: written, input_audio: heard, input_image: seen },
    ...{ reasoning: reasoned, output_image: drawn },
  };
}

/** 10⁻¹² USD of a token, from the row whose prompt is nearest in size: large ones may cost more a token. */
function rateOf(component: Component, row: ExportedRow, rows: readonly ExportedRow[]): bigint {
  const distance = (other: ExportedRow) => Math.abs(Number(other.input_tokens ?? 0) - Number(row.input_tokens ?? 0));
  let nearest: ExportedRow | undefined;
  for (const other of rows) {
    const tells = other.components[component] !== undefined && tokensOf(other)[component] > 0;
    if (tells && (!nearest || distance(other) < distance(nearest))) {
      nearest = other;
    }
  }
  if (!nearest) {
    throw new Error(`no row tells what ${component} of ${row.model} costs`);
  }
  const [amount, tokens] = [pico(nearest.components[component]!), BigInt(tokensOf(nearest)[component])];
  if (amount % tokens !== 0n) {
    throw new Error(`${component} of ${row.model} costs no whole number of 10⁻¹² USD a token`);
  }
  return amount / tokens;
}

function halfEven(dividend: bigint, divisor: bigint): bigint {
  const rest = ((dividend % divisor) + divisor) % divisor;
  const floor = (dividend - rest) / divisor;
  const up = rest * 2n > divisor || (rest * 2n === divisor && floor % 2n !== 0n);
  return up ? floor + 1n : floor;
}
