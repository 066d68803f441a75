import { type TypedVariableModel } from '@grafana/data';
import { activeAdHocFilters } from './active-ad-hoc-filters';

const filter = (key: string) => ({ key, operator: '=', value: 'x' });
const adHoc = (uid: string | undefined, key: string, more = {}) => ({
  type: 'adhoc',
  datasource: { uid },
  filters: [filter(key)],
  ...more,
});

function filtersOf(...variables: object[]) {
  const replace = (text = '') => text.replace('${ds}', 'ledger');
  const templates = { replace, getVariables: () => variables as TypedVariableModel[] };
  return activeAdHocFilters('ledger', templates, {}).map(({ key }) => key);
}

test('the dashboard’s filters for this data source count, also where a variable names it', () => {
  expect(
    filtersOf(
      adHoc('ledger', 'team', { baseFilters: [filter('provider')] }),
      adHoc('${ds}', 'model'),
      adHoc('prometheus', 'job'),
      adHoc(undefined, 'pod'),
      { type: 'custom', name: 'x' },
      { type: 'adhoc', datasource: { uid: 'ledger' } }
    )
  ).toEqual(['provider', 'team', 'model']);
});
