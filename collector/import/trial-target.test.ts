import { type UsageRecord } from '../../contract/record';
import { TrialTarget } from './trial-target';

const record = (id: string, fields: Partial<UsageRecord> = {}): UsageRecord => ({
  ...{ id, source: 's', model: 'm', timestamp: Date.UTC(2026, 2, 4), status_code: 200 },
  ...fields,
});

test('a trial counts each record once, and tells amendments from calls', async () => {
  const target = new TrialTarget();
  const twice = [record('a'), record('a'), record('a', { source: 'other' }), record('b', { model: '' })];
  expect(await target.book(twice)).toMatchObject({ accepted: 2, duplicates: 1, amended: 1, rejected: [] });
  expect(await target.book([record('a')])).toMatchObject({ accepted: 0, duplicates: 1 });
});

test('it adds up by model what the records hold, most calls first, costs exactly', async () => {
  const target = new TrialTarget();
  await target.book([
    record('a', { model: 'x', input_tokens: 5, provider_cost: '0.1' }),
    record('b', { input_tokens: 1, output_tokens: 2, provider_cost: '0.1' }),
    record('c', { provider_cost: '0.200000000001', timestamp: Date.UTC(2026, 2, 5) }),
    record('d'),
  ]);
  expect(target.usage.rows.slice(1)).toEqual([
    ['m', '3', '1', '2', '0.300000000001', '2'],
    ['x', '1', '5', '0', '0.1', '1'],
  ]);
  expect(target.usage.period).toEqual({ from: '2026-03-04T00:00:00.000Z', to: '2026-03-05T00:00:00.000Z' });
});

test('however many models there are, the table is bounded', async () => {
  const target = new TrialTarget();
  await target.book(Array.from({ length: 500 }, (_, index) => record(`r${index}`, { model: `m${index}` })));
  expect(target.usage.rows).toHaveLength(202);
  expect(target.usage.rows[1]).toEqual(['(other)', '300', '0', '0', '–', '0']);
});
