import { z } from 'zod';
import { PRICING_NOTE } from '../../audit/configuration-changes';
import { validityInZone } from '../../config/validity';
import { type Store } from '../../store/store';
import { type Annotation } from './annotation';

/** Of an audited entry what a mark needs; amounts are the audit log's to tell. */
const ENTRY = z.object({
  provider: z.string().optional(),
  model: z.string().optional(),
  match: z.record(z.string(), z.unknown()).optional(),
  from: z.string().optional(),
});
const LIST = z.array(z.string());

/**
 * Marks of the days from which configured prices and customer rules hold, as they were at the collector's last start.
 *
 * @param timezone - the ledger's zone, which those days are in
 */
export async function annotationsFromPrices(store: Pick<Store, 'note'>, timezone: string): Promise<Annotation[]> {
  const entries = LIST.safeParse(readJson((await store.note(PRICING_NOTE)) ?? '[]'));
  return (entries.data ?? []).flatMap((text) => {
    const [, list, json] = /^(price|rule) (.*)$/s.exec(text) ?? [];
    const entry = ENTRY.safeParse(readJson(json ?? ''));
    const from = entry.data?.from;
    return from === undefined
      ? []
      : [annotationOf(list as 'price' | 'rule', entry.data!, validityInZone({ from }, timezone).from)];
  });
}

function annotationOf(
  kind: 'price' | 'rule',
  { provider, model, match = {} }: z.infer<typeof ENTRY>,
  time: number
): Annotation {
  const about =
    kind === 'price'
      ? [provider, model].filter(Boolean).join('/')
      : Object.entries(match)
          .map(([field, value]) => `${field} ${String(value)}`)
          .join(', ') || 'everyone';
  const title = kind === 'price' ? `New price: ${about}` : `New customer rule: ${about}`;
  return {
    kind,
    id: `${kind}/${about}/${time}`,
    time,
    timeEnd: null,
    title,
    text: 'Holds from here on, as configured.',
    tags: [provider, model].filter((tag) => tag !== undefined),
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
