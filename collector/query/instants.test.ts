import { booked } from '../store/conformance/bookings';
import { askOne, NOW, rowsOf } from './test/ask-ledger';

const METRICS = ['first_used', 'last_used'];
const [OLD, JANUARY, LATE] = [Date.UTC(2024, 5, 1), Date.UTC(2026, 0, 2), Date.UTC(2026, 0, 9)];
const RECORDS = [
  booked({ api_key: 'k1', timestamp: LATE }),
  booked({ api_key: 'k1', timestamp: OLD }),
  booked({ api_key: 'k1', timestamp: JANUARY, status_code: 500 }),
  booked({ api_key: 'k2', timestamp: JANUARY }),
];

describe('first and last use', () => {
  it('are the times of the first and the newest call in the range, failed ones too', async () => {
    const query = { metrics: METRICS, groupBy: ['api_key'] };
    expect(rowsOf(await askOne(RECORDS, query))).toEqual([
      ['k1', JANUARY, LATE],
      ['k2', JANUARY, JANUARY],
    ]);
  });

  it('of all time tell how old a key is', async () => {
    const query = { metrics: METRICS, groupBy: ['api_key'], range: 'all' };
    expect(rowsOf(await askOne(RECORDS, query))).toEqual([
      ['k2', JANUARY, JANUARY],
      ['k1', OLD, LATE],
    ]);
  });

  it('are shown as so long ago', async () => {
    const { frames } = await askOne(RECORDS, { metrics: METRICS });
    expect(frames![0]!.schema.fields).toMatchObject([
      { name: 'first_used', type: 'number', config: { displayNameFromDS: 'First used', unit: 'dateTimeFromNow' } },
      { name: 'last_used', type: 'number', config: { displayNameFromDS: 'Last used', unit: 'dateTimeFromNow' } },
    ]);
  });

  it('are null without calls, and of the rest those of all others together', async () => {
    expect(rowsOf(await askOne([], { metrics: METRICS }))).toEqual([[null, null]]);
    const query = { metrics: ['requests', ...METRICS], groupBy: ['api_key'], range: 'all', limit: 1, other: true };
    const third = booked({ api_key: 'k3', timestamp: NOW - 1 });
    expect(rowsOf(await askOne([...RECORDS, third], query))).toEqual([
      ['k1', 3, OLD, LATE],
      ['(other)', 2, JANUARY, NOW - 1],
    ]);
  });

  it('have neither change nor share', async () => {
    const query = { metrics: ['requests', 'last_used'], compare: 'previous_period', share: true };
    const { frames } = await askOne(RECORDS, query);
    expect(frames![0]!.schema.fields.map(({ name }) => name)).toEqual([
      'requests',
      'requests_previous',
      'requests_change',
      'requests_share',
      'last_used',
    ]);
  });
});
