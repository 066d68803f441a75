import { DIMENSIONS } from '../../contract/dimensions';
import { METRICS } from '../../contract/metrics';
import { type SchemaDocument } from '../../contract/schema';
import { alertScope, fullScope, memberScope, type Scope } from '../access/scope';
import { booked, NOON } from '../store/conformance/bookings';
import { SqliteStore } from '../store/sqlite/sqlite-store';
import { type BookedRecord } from '../store/store';
import { type Connection, schemaDocument } from './schema-document';
import { askOne } from './test/ask-ledger';

const FACTS = { ledger: 'live', timezone: 'Asia/Kolkata' } as const;
const DAY = 86_400_000;

async function schemaOf(
  scope: Scope,
  records: readonly BookedRecord[] = [],
  more: { connection?: Connection } = {}
): Promise<SchemaDocument> {
  const store = new SqliteStore(':memory:');
  try {
    await store.append(records);
    return await schemaDocument(scope, { ...FACTS, store, now: NOON, ...more });
  } finally {
    await store.close();
  }
}

const idsOf = (infos: ReadonlyArray<{ id: string }>) => infos.map(({ id }) => id);

describe('the schema document', () => {
  it('offers everything to those who may ask everything', async () => {
    const document = await schemaOf(fullScope());
    expect(document).toMatchObject({ ...FACTS, api: 1, metrics: METRICS, dimensions: DIMENSIONS });
    expect(document.metrics.every(({ kind }) => ['sum', 'distinct', 'ratio', 'text', 'instant'].includes(kind))).toBe(
      true
    );
  });

  it.each([
    ['an administrator', fullScope('ada')],
    ['a member', memberScope('ada')],
    ['an alert rule', alertScope()],
    ['one who sees no money', { ...memberScope('ada'), money: 'none' as const }],
  ])('offers %s exactly what can be asked', async (_, scope) => {
    const { metrics, dimensions, queryTypes } = await schemaOf(scope);
    for (const { id } of METRICS) {
      const groupBy = id === 'status_help' ? ['status_code'] : [];
      const { status } = await askOne([], { metrics: [id], groupBy }, { scope });
      expect([id, status === 200]).toEqual([id, metrics.some((metric) => metric.id === id)]);
    }
    for (const { id } of DIMENSIONS) {
      const { status } = await askOne([], { metrics: ['requests'], groupBy: [id] }, { scope });
      expect([id, status === 200]).toEqual([id, dimensions.some((dimension) => dimension.id === id)]);
    }
    for (const queryType of ['requests', 'audit']) {
      const { status } = await askOne([], { queryType }, { scope });
      expect([queryType, status === 200]).toEqual([queryType, idsOf(queryTypes).includes(queryType)]);
    }
  });

  it('offers annotations and the audit log to those who see everything', async () => {
    expect(idsOf((await schemaOf(fullScope())).queryTypes)).toEqual([
      'usage',
      'requests',
      'intake',
      'annotations',
      'audit',
    ]);
    expect(idsOf((await schemaOf(memberScope('ada'))).queryTypes)).toEqual(['usage', 'requests']);
    expect(idsOf((await schemaOf(alertScope())).queryTypes)).toEqual(['usage', 'intake']);
  });

  it('offers the tags that calls of the last thirty days in sight have, most used first', async () => {
    const records = [
      booked({ user: 'ada', tags: { 'a/b': '1', rare: '1' } }),
      booked({ user: 'ada', tags: { 'a/b': '2' } }),
      booked({ user: 'bob', tags: { bobs: '1' } }),
      booked({ user: 'ada', tags: { old: '1' }, timestamp: NOON - 31 * DAY }),
    ].map((booking) => ({ ...booking, record: { ...booking.record, timestamp: booking.record.timestamp - 1 } }));
    const tagsFor = async (scope: Scope) =>
      (await schemaOf(scope, records)).dimensions.filter(({ category }) => category === 'Tags');
    expect(await tagsFor(fullScope())).toHaveLength(3);
    expect(idsOf(await tagsFor(memberScope('ada')))).toEqual(['tag.a/b', 'tag.rare']);
    const hidden: Scope = { ...fullScope(), hiddenDimensions: ['tag.rare'] };
    expect(idsOf(await tagsFor(hidden))).toEqual(['tag.a/b', 'tag.bobs']);
    const many = Array.from({ length: 120 }, (_, index) => [`t${index}`, 'x'] as const);
    const { dimensions } = await schemaOf(fullScope(), [
      booked({ tags: Object.fromEntries(many), timestamp: NOON - 1 }),
    ]);
    expect(dimensions).toHaveLength(DIMENSIONS.length + 100);
  });

  it('counts the records in sight for a test of the connection, and for nothing else', async () => {
    const records = [
      booked({ user: 'ada', timestamp: NOON - DAY }),
      booked({ user: 'ada', timestamp: NOON - 2 }),
      booked({ user: 'bob', timestamp: NOON - 1 }),
    ];
    const connection = { store: 'sqlite', token: 'delegate', identity: 'verified' } as const;
    const factsFor = async (scope: Scope) => (await schemaOf(scope, records, { connection })).facts;
    const seen = { ...connection, now: NOON, first: NOON - DAY };
    expect(await factsFor(fullScope())).toEqual({ ...seen, records: 3, newest: NOON - 1 });
    expect(await factsFor(memberScope('ada'))).toEqual({ ...seen, records: 2, newest: NOON - 2 });
    expect(await factsFor(memberScope('eve'))).toEqual({ ...seen, records: 0, first: null, newest: null });
    expect(await schemaOf(fullScope(), records)).not.toHaveProperty('facts');
  });

  it('offers words that a question may use', async () => {
    const { granularities, operators, ranges, queryTypes } = await schemaOf(fullScope());
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
