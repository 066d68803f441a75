import { METRICS } from '../../contract/metrics';
import { fullScope } from '../access/scope';
import { booked } from '../store/conformance/bookings';
import { statusHelp, STATUS_HELP } from './status-help';
import { askOne, rowsOf } from './test/ask-ledger';

const RECORDS = [429, 429, 200, 418].map((status_code) => booked({ status_code, team: `t${status_code}` }));

describe('the help for a status', () => {
  it.each(Object.entries(STATUS_HELP))('%s is one sentence of meaning and remedy', (_, text) => {
    expect(text).toMatch(/^[A-Z][^.:]+: [^.:]+\.$/);
    expect(text.length).toBeLessThan(120);
  });

  it.each([400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 499, 500, 502, 503, 504, 529])('%i is its own', (code) => {
    const others = Object.entries(STATUS_HELP).flatMap(([key, text]) => (key === String(code) ? [] : [text]));
    expect(others).not.toContain(statusHelp(String(code)));
    expect(statusHelp(String(code))).not.toBeNull();
  });

  it('is that of the class where a status has none of its own, and none of success', () => {
    expect([418, 599, 307, 101].map((code) => statusHelp(String(code)))).toEqual(
      ['4xx', '5xx', '3xx', '1xx'].map((name) => STATUS_HELP[name])
    );
    expect([200, 201, 299].map((code) => statusHelp(String(code)))).toEqual([null, null, null]);
  });
});

describe('the metric status_help', () => {
  const query = { metrics: ['requests', 'status_help'], groupBy: ['status_code'] };

  it('stands beside each status of a table, in whichever place it is grouped by', async () => {
    expect(rowsOf(await askOne(RECORDS, query))).toEqual([
      ['429', 2, STATUS_HELP['429']],
      ['200', 1, null],
      ['418', 1, STATUS_HELP['4xx']],
    ]);
    const [first] = rowsOf(await askOne(RECORDS, { ...query, groupBy: ['team', 'status_code'] }));
    expect(first).toEqual(['t429', '429', 2, STATUS_HELP['429']]);
  });

  it('is null of the rest, and there for statuses that are only compared with', async () => {
    expect(rowsOf(await askOne(RECORDS, { ...query, limit: 1, other: true }))[1]).toEqual(['(other)', 2, null]);
    const before = booked({ status_code: 503, timestamp: Date.UTC(2025, 11, 31) });
    const rows = rowsOf(
      await askOne([before], { ...query, compare: 'month', compareAs: 'previous', from: Date.UTC(2025, 11, 1) })
    );
    expect(rows.map((row) => row.at(-1))).toEqual([STATUS_HELP['503']]);
  });

  it('asks for status_code in groupBy', async () => {
    for (const groupBy of [[], ['status_class'], ['team', 'model']]) {
      expect(await askOne(RECORDS, { metrics: ['status_help'], groupBy })).toEqual({
        status: 400,
        error: 'groupBy must have status_code with status_help, which says what a status means',
        errorSource: 'downstream',
      });
    }
  });

  it('is not for those who may not see the status', async () => {
    const scope = { ...fullScope(), hiddenDimensions: ['status_code' as const] };
    const result = await askOne(RECORDS, { metrics: ['status_help'] }, { scope });
    expect(result).toMatchObject({ status: 403, error: expect.stringContaining('it tells the status') as string });
  });

  it('is a text of the catalogue', () => {
    expect(METRICS.find(({ id }) => id === 'status_help')).toMatchObject({ kind: 'text', unit: 'string', empty: null });
  });
});
