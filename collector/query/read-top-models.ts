import { compareNames, groupKey } from './rank-groups';
import { type Period } from './read-period';
import { type Question } from './question';

/**
 * The model with most requests of each group, by the group's key; of several the first by name.
 *
 * @param keep - groups with a name of their own if there are others, which are then one group
 */
export async function readTopModels(
  { groupBy }: Question,
  period: Period,
  keep: ReadonlyArray<readonly string[]> | null
): Promise<ReadonlyMap<string, string>> {
  const dimensions = groupBy.includes('model') ? groupBy : [...groupBy, 'model' as const];
  const rows = await period.totals({ groupBy: dimensions, measures: ['requests'] });
  const named = keep && new Set(keep.map(groupKey));
  const requests = new Map<string, Map<string, number>>();
  for (const { group, cell } of rows) {
    const names = group as readonly string[];
    const own = groupKey(names.slice(0, groupBy.length));
    const key = named && !named.has(own) ? groupKey('other') : own;
    const model = names[dimensions.indexOf('model')]!;
    const models = requests.get(key) ?? new Map<string, number>();
    requests.set(key, models.set(model, (models.get(model) ?? 0) + cell.count('requests')));
  }
  return new Map([...requests].map(([key, models]) => [key, mostUsed(models)]));
}

function mostUsed(models: ReadonlyMap<string, number>): string {
  const [first] = [...models].sort(([a, left], [b, right]) => right - left || compareNames([a], [b]));
  return first![0];
}
