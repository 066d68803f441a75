import { booked, priced } from '../store/conformance/bookings';
import { askOne, rowsOf } from './test/ask-ledger';

const METRICS = ['unallocated_cost', 'unallocated_share', 'cost'];
const at = Date.UTC(2026, 0, 10);

describe('unallocated cost', () => {
  test('is the cost of calls with neither a team nor a project, of those too that say (none)', async () => {
    const records = [
      booked({ timestamp: at }, priced('0.3')),
      booked({ timestamp: at, team: '(none)', user: 'ada', organization: 'o' }, priced('0.1')),
      booked({ timestamp: at, team: 't' }, priced('0.4')),
      booked({ timestamp: at, project: 'p' }, priced('0.8')),
      booked({ timestamp: at }),
    ];
    expect(rowsOf(await askOne(records, { metrics: METRICS }))).toEqual([[0.4, 0.25, 1.6]]);
    const none = (dimension: string) => ({ dimension, operator: '=', values: ['(none)'] });
    const filtered = await askOne(records, { metrics: ['cost'], filters: [none('team'), none('project')] });
    expect(rowsOf(filtered)).toEqual([[0.4]]);
  });

  test('is exact', async () => {
    const records = Array.from({ length: 1_001 }, () => booked({ timestamp: at }, priced('999999.999999999999')));
    const [[cost] = []] = rowsOf(await askOne(records, { metrics: ['unallocated_cost'] }));
    expect(cost).toBe(1_000_999_999.999999998999);
  });

  test('is 0 without records, null where nothing is priced; its share is null where there is no cost', async () => {
    expect(rowsOf(await askOne([], { metrics: METRICS }))).toEqual([[0, null, 0]]);
    expect(rowsOf(await askOne([booked({ timestamp: at })], { metrics: METRICS }))).toEqual([[null, null, null]]);
    expect(rowsOf(await askOne([booked({ timestamp: at }, priced('0'))], { metrics: METRICS }))).toEqual([
      [0, null, 0],
    ]);
  });
});
