import { CoreApp } from '@grafana/data';
import { isTagDimension } from '../../contract/dimensions';
import { displayText } from '../display-text';
import { refusalOf } from '../test/ask-collector';
import { EXAMPLES } from './examples';
import { examplesFor } from './examples-for';
import { queryOfExample } from './query-of-example';

describe.each(EXAMPLES.map((example) => [example.title, example] as const))('the example %s', (_title, example) => {
  it('is answered by the collector', () => {
    expect(refusalOf(example.query)).toBeUndefined();
  });

  it(`${example.alerting ? 'can' : 'is not offered to'} be alerted on`, () => {
    expect(examplesFor(CoreApp.UnifiedAlerting).includes(example)).toBe(Boolean(example.alerting));
    if (example.alerting) {
      expect(refusalOf(example.query, { alerting: true })).toBeUndefined();
      expect(example.query).toMatchObject({ granularity: 'none', timezone: 'ledger' });
      expect(example.query.groupBy?.some(isTagDimension)).toBe(false);
    }
  });

  it('takes the place of a query and leaves its name and data source', () => {
    const before = { refId: 'B', datasource: { uid: 'x' }, metrics: ['requests'], share: true };
    const after = queryOfExample(example, before);
    expect(after).toMatchObject({ ...example.query, refId: 'B', datasource: { uid: 'x' } });
    expect(after.share).toBe(example.query.share);
    expect(displayText(after)).not.toBe('No metric chosen');
  });
});

it('every query type that people look at has an example, and titles are told apart', () => {
  const types = new Set(EXAMPLES.map(({ query }) => query.queryType));
  expect([...types].sort()).toEqual(['annotations', 'intake', 'requests', 'usage']);
  expect(new Set(EXAMPLES.map(({ title }) => title)).size).toBe(EXAMPLES.length);
  expect(examplesFor(CoreApp.Explore)).toBe(EXAMPLES);
});
