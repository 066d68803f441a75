import { NOW } from '../test/start-collector';
import { MAX_RECORDS, readRecords } from './read-records';

const DEFAULTS = { source: 's', now: NOW };
const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `r${index}`, model: 'm' }));

test('one object is a batch of one', () => {
  expect(readRecords({ id: 'a', model: 'm' }, DEFAULTS)).toMatchObject({
    records: [{ id: 'a' }],
    indexes: [0],
    rejected: [],
    withoutId: 0,
  });
});

test('an empty list holds nothing and is no error', () => {
  expect(readRecords([], DEFAULTS)).toEqual({
    records: [],
    indexes: [],
    rejected: [],
    contents: new Map(),
    withoutId: 0,
  });
});

test('bad rows are reported by place, id and field, and cost the good ones nothing', () => {
  const batch = [
    { id: 'good-1', model: 'm' },
    { id: 'bad-1', model: {} },
    'text',
    { model: 'm' },
    { id: 'bad-2', model: 'm', input_tokens: 1.5 },
    null,
    { model: 'm', currency: 'EUR' },
    { id: 'good-2', model: 'm' },
  ];
  const read = readRecords(batch, DEFAULTS);
  expect(read.records.map(({ id }) => id)).toEqual(['good-1', expect.any(String), 'good-2']);
  expect(read.indexes).toEqual([0, 3, 7]);
  expect(read.withoutId).toBe(1);
  expect(read.rejected).toEqual([
    { index: 1, id: 'bad-1', field: 'model', message: expect.any(String) },
    { index: 2, message: expect.any(String) },
    { index: 4, id: 'bad-2', field: 'input_tokens', message: expect.any(String) },
    { index: 5, message: expect.any(String) },
    { index: 6, field: 'currency', message: expect.any(String) },
  ]);
});

test('10,000 rows are read, one more is refused', () => {
  expect(readRecords(rows(MAX_RECORDS), DEFAULTS).records).toHaveLength(10_000);
  expect(() => readRecords(rows(MAX_RECORDS + 1), DEFAULTS)).toThrow(
    expect.objectContaining({ code: 'too_many_records', status: 413 }) as Error
  );
});

test.each([[null], ['text'], [5], [true], [undefined]])('%j holds no rows at all', (body) => {
  expect(() => readRecords(body, DEFAULTS)).toThrow(
    expect.objectContaining({ code: 'invalid_request', status: 400 }) as Error
  );
});
