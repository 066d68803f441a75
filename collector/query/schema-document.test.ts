import { DIMENSIONS } from '../../contract/dimensions';
import { METRICS } from '../../contract/metrics';
import { alertScope, fullScope, memberScope } from '../access/scope';
import { askOne } from './test/ask-ledger';
import { schemaDocument } from './schema-document';

const FACTS = { ledger: 'live', timezone: 'Asia/Kolkata' } as const;

describe('the schema document', () => {
  it('offers everything to those who may ask everything', () => {
    expect(schemaDocument(fullScope(), FACTS)).toMatchObject({
      ...FACTS,
      api: 1,
      metrics: METRICS,
      dimensions: DIMENSIONS,
    });
  });

  it.each([
    ['an administrator', fullScope('ada')],
    ['a member', memberScope('ada')],
    ['an alert rule', alertScope()],
  ])('offers %s exactly what can be asked', async (_, scope) => {
    const { metrics, dimensions } = schemaDocument(scope, FACTS);
    for (const { id } of METRICS) {
      const { status } = await askOne([], { metrics: [id] }, { scope });
      expect([id, status === 200]).toEqual([id, metrics.some((metric) => metric.id === id)]);
    }
    for (const { id } of DIMENSIONS) {
      const { status } = await askOne([], { metrics: ['cost'], groupBy: [id] }, { scope });
      expect([id, status === 200]).toEqual([id, dimensions.some((dimension) => dimension.id === id)]);
    }
  });

  it('offers words that a question may use', async () => {
    const { granularities, operators, ranges, queryTypes } = schemaDocument(fullScope(), FACTS);
    const questions = [
      ...granularities.map((granularity) => ({ granularity, to: Date.UTC(2026, 0, 2) })),
      ...operators.map((operator) => ({ filters: [{ dimension: 'team', operator, values: ['a'] }] })),
      ...ranges.map((range) => ({ range })),
      ...queryTypes.map(({ id, metrics }) => ({ queryType: id, ...(metrics ? { metrics: [metrics[0]!.id] } : {}) })),
    ];
    for (const question of questions) {
      expect(await askOne([], { metrics: ['cost'], ...question })).toMatchObject({ status: 200 });
    }
  });
});
