import { applicabilityOf } from './applicability';

test('dimensions of the ledger apply, tags too, other keys do not and are told why', () => {
  const filters = ['team', 'Served model', 'tag.a', 'cluster'].map((key) => ({ key, operator: '=', value: 'x' }));
  const judged = applicabilityOf({ filters, groupByKeys: ['model', 'pod', 'carbon'] }, new Set(['carbon']));
  expect(judged.map(({ key, applicable }) => [key, applicable])).toEqual([
    ['team', true],
    ['Served model', true],
    ['tag.a', true],
    ['cluster', false],
    ['model', true],
    ['pod', false],
    ['carbon', true],
  ]);
  expect(judged[3]?.reason).toBe('The ledger has no dimension “cluster”.');
});
