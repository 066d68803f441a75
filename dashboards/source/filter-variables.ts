import type { DimensionId } from '../../contract/dimensions.ts';
import type { UsageFilter } from '../../contract/query.ts';

/** A variable that filters every question of its dashboard. It is called as its dimension is, so links carry it over. */
export interface FilterVariable {
  readonly name: DimensionId;
  readonly label: string;
  /** Variables that narrow what it lists. */
  readonly within?: readonly DimensionId[];
}

/** What every dashboard can be filtered by. Everything else goes by Grafana's ad-hoc filters. */
export const FILTER_VARIABLES: readonly FilterVariable[] = [
  { name: 'team', label: 'Team' },
  { name: 'project', label: 'Project', within: ['team'] },
  { name: 'user', label: 'User', within: ['team'] },
  { name: 'api_key', label: 'Key', within: ['team', 'project'] },
  { name: 'provider', label: 'Provider' },
  { name: 'model', label: 'Model', within: ['provider'] },
  { name: 'environment', label: 'Environment' },
  { name: 'status_class', label: 'Status' },
];

/** “All” is no filter. */
export function filterBy(name: DimensionId): UsageFilter {
  return { dimension: name, operator: '=', values: [`$${name}`] };
}
