import { type Scope } from '../access/scope';
import { ledgerError } from '../errors';
import { type Cell } from '../store/measures';
import { compareNames } from './rank-groups';
import { type Period } from './read-period';
import { type Question } from './question';

const MOST_NAMES = 5;

/** Throws where a sum of the answer is of several units: images and seconds make nothing together. */
export async function refuseMixedUnits(
  { metrics, groupBy }: Question,
  cells: ReadonlyArray<Cell | undefined>,
  periods: readonly Period[],
  scope: Scope
): Promise<void> {
  if (!metrics.includes('units') || !cells.some((cell) => cell && cell.count('unit_kinds') > 1)) {
    return;
  }
  const names = scope.hiddenDimensions.includes('unit') ? [] : await unitNames(periods);
  const remedy = groupBy.includes('unit')
    ? 'group by unit without other and share, or filter by it'
    : 'group by unit, or filter by it';
  throw ledgerError('invalid_query', `units${of(names)} are never summed: ${remedy}`, 'metrics');
}

async function unitNames(periods: readonly Period[]): Promise<string[]> {
  const names = new Set<string>();
  for (const period of periods) {
    const rows = await period.totals({ groupBy: ['unit'], measures: ['units', 'unit_kinds'] });
    rows.filter(({ cell }) => cell.count('unit_kinds') > 0).forEach(({ group }) => names.add(group[0]!));
  }
  return [...names].sort((a, b) => compareNames([a], [b]));
}

/** ` of image and second`. */
function of(names: readonly string[]): string {
  if (names.length < 2) {
    return ' of several kinds';
  }
  const shown = names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES), 'others'] : names;
  return ` of ${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
