import { z } from 'zod';
import { dateStart } from '../../../collector/query/test/naive-time';
import { type DemoLedger } from './demo-ledger';
import { type Recompute } from './expected-frame';
import { LIST } from './naive-question';

const ANNOTATIONS = z.strictObject({
  ...LIST,
  timezone: z.string().optional(),
  queryType: z.literal('annotations'),
  kinds: z.array(z.never()),
  intervalMs: z.number(),
  maxDataPoints: z.number(),
});

/** When configured prices and rules begin to hold, epoch ms: midnights of the ledger's zone. */
export function changesOf({ prices, customer }: DemoLedger['pricing'], ledgerZone: string) {
  const from = (entry: object) => ('from' in entry && typeof entry.from === 'string' ? [entry.from] : []);
  const midnight = (date: string) => {
    const [year, month, day] = date.split('-').map(Number);
    return dateStart(year!, month!, day!, ledgerZone);
  };
  return {
    prices: prices.flatMap(from).map(midnight),
    rules: customer.flatMap(from).map(midnight),
  };
}

/** Questions of type `annotations`: of their numbers the times, which come from the configuration and from nowhere else. */
export function recomputeAnnotations(pricing: DemoLedger['pricing'], ledgerZone: string): Recompute {
  const { prices, rules } = changesOf(pricing, ledgerZone);
  return (query, [from, to]) => {
    ANNOTATIONS.parse(query);
    const times = [...prices, ...rules].filter((time) => from <= time && time < to).sort((a, b) => a - b);
    return [
      [
        { name: 'time', values: times },
        { name: 'timeEnd', values: times.map(() => null) },
      ],
    ];
  };
}
