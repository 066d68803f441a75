import { type AdHocVariableFilter, type AdHocVariableModel, type ScopedVars } from '@grafana/data';
import { type Variables } from '../interpolate';

/** Filters of the dashboard that is open. Their variable may name the data source by a variable of its own. */
export function activeAdHocFilters(uid: string, variables: Variables, scopedVars: ScopedVars): AdHocVariableFilter[] {
  return variables
    .getVariables()
    .filter((variable): variable is AdHocVariableModel => variable.type === 'adhoc')
    .filter(({ datasource }) => variables.replace(datasource?.uid, scopedVars) === uid)
    .flatMap(({ filters, baseFilters }) => [...(baseFilters ?? []), ...(filters ?? [])]);
}
