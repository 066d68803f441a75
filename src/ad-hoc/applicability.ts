import { type DataSourceGetDrilldownsApplicabilityOptions, type DrilldownsApplicability } from '@grafana/data';
import { isDimensionId } from '../../contract/dimensions';
import { type LedgerQuery } from '../types';
import { dimensionOfKey } from './dimension-of-key';

type Options = Pick<DataSourceGetDrilldownsApplicabilityOptions<LedgerQuery>, 'filters' | 'groupByKeys'>;

/** Which filters and groups of a dashboard mean something here: those that are dimensions of the ledger. */
export function applicabilityOf(
  { filters = [], groupByKeys = [] }: Options,
  known: ReadonlySet<string>
): DrilldownsApplicability[] {
  const judge = (key: string, origin?: string): DrilldownsApplicability => {
    const dimension = dimensionOfKey(key);
    const applicable = known.has(dimension) || isDimensionId(dimension);
    return { key, origin, applicable, reason: applicable ? undefined : `The ledger has no dimension “${key}”.` };
  };
  return [...filters.map(({ key, origin }) => judge(key, origin)), ...groupByKeys.map((key) => judge(key))];
}
