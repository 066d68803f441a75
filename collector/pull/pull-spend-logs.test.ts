import { FakeLitellm, type FakeLitellmOptions, spendLog } from '../test/fake-litellm';
import { log, total } from '../test/replies';
import { NOW, startCollector, type TestCollector } from '../test/start-collector';
import { temporaryFolder } from '../test/temporary-folder';
import { LedgerIntake } from './ledger-intake';
import { type PullCounts } from './pull-counts';
import { PullPlaces } from './pull-places';
import { pullSpendLogs, type PullJob } from './pull-spend-logs';
import { SpendLogs } from './spend-logs';

jest.setTimeout(60_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let collector: TestCollector;
let folder: string;
beforeEach(async () => {
  collector = await startCollector();
  folder = temporaryFolder();
});
afterEach(() => collector.stop());

const litellm = (options?: FakeLitellmOptions) => new FakeLitellm(options).start();

interface Pull extends Partial<PullJob> {
  readonly token?: string;
}

/** A process of its own: nothing but the data folder is left of the ones before. */
async function pull(from: { url: string }, { token = 'sk-test', ...more }: Pull = {}): Promise<PullCounts> {
  return pullSpendLogs({
    spendLogs: new SpendLogs({ url: from.url, token, waitMs: 1 }),
    intake: new LedgerIntake({ url: collector.url, token: undefined, waitMs: 1 }),
    places: new PullPlaces(folder),
    name: 'litellm-test',
    overlapMs: HOUR,
    clock: () => NOW,
    ...more,
  });
}

const callback = (...rows: object[]) =>
  collector.call('/integrations/litellm', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(rows),
  });

const ids = async () => (await log(collector, 'limit=1000')).records.map(({ id }) => id).sort();
const name = (index: number) => `call-number-${String(index).padStart(5, '0')}x`;

describe('a pull', () => {
  it('fills what the callback left out, and nothing twice', async () => {
    const proxy = await litellm();
    proxy.rows.push(...[1, 2, 3, 4].map((index) => spendLog(name(index), NOW - index * MINUTE)));
    const { request_id: id, spend: response_cost, ...rest } = proxy.rows[1]!;
    await callback({ ...rest, id, response_cost });
    expect(await pull(proxy)).toMatchObject({ rows: 4, filled: 3, known: 1, rejected: 0 });
    expect(await ids()).toEqual([1, 2, 3, 4].map(name));
    expect(await total(collector, 'cost')).toBeCloseTo(0.004, 12);
  });

  it('delivers each row once, however often it reads it', async () => {
    const proxy = await litellm();
    proxy.rows.push(spendLog(name(1), NOW - 10 * MINUTE));
    expect(await pull(proxy)).toMatchObject({ rows: 1, filled: 1 });
    expect(await pull(proxy, { clock: () => NOW + MINUTE })).toMatchObject({ rows: 0 });
    expect(proxy.requests.length).toBeGreaterThanOrEqual(2);
  });

  it('reads all pages, and rows of the same instant too', async () => {
    const proxy = await litellm();
    proxy.rows.push(...Array.from({ length: 2_345 }, (_, index) => spendLog(name(index), NOW - HOUR)));
    expect(await pull(proxy)).toMatchObject({ rows: 2_345, filled: 2_345 });
    expect(await total(collector, 'requests')).toBe(2_345);
  });

  it('halves stretches with many rows, so that no page lies deep', async () => {
    const proxy = await litellm();
    proxy.rows.push(
      ...Array.from({ length: 12_000 }, (_, index) => spendLog(name(index), NOW - 23 * HOUR + index * 6_000))
    );
    expect(await pull(proxy)).toMatchObject({ filled: 12_000 });
    const deepest = Math.max(...proxy.requests.map(({ searchParams }) => Number(searchParams.get('page'))));
    expect(deepest).toBeLessThanOrEqual(10);
  });

  it('reads a stretch again where rows shifted between two pages', async () => {
    const proxy = await litellm({ mostRows: 100 });
    proxy.rows.push(...Array.from({ length: 250 }, (_, index) => spendLog(name(index), NOW - HOUR + index)));
    const [gone] = proxy.rows.splice(0, 1);
    proxy.rows.push(gone!);
    let late = false;
    proxy.onPage = ({ searchParams }) => {
      // A row that sorts first goes after the first page was read: the one at its end is passed over.
      if (searchParams.get('page') === '2' && !late) {
        late = true;
        proxy.rows.splice(proxy.rows.indexOf(gone!), 1);
      } else if (searchParams.get('page') === '3') {
        proxy.rows.push(...(proxy.rows.includes(gone!) ? [] : [gone!]));
      }
    };
    await pull(proxy);
    expect(await total(collector, 'requests')).toBe(250);
  });
});

describe('the next pull', () => {
  it('goes on where the last one came to, and looks back for calls that ended late', async () => {
    const proxy = await litellm();
    proxy.rows.push(spendLog(name(1), NOW - 5 * HOUR));
    await pull(proxy);
    proxy.rows.push(spendLog(name(2), NOW - 50 * MINUTE), spendLog(name(3), NOW + MINUTE));
    expect(await pull(proxy, { clock: () => NOW + 5 * MINUTE })).toMatchObject({ rows: 2, filled: 2 });
    expect(proxy.requests.at(-1)?.searchParams.get('start_date')).toBe('2026-03-04 11:00:00');
  });

  it('begins with the last 24 hours if it is the first, or where it is told', async () => {
    const proxy = await litellm();
    proxy.rows.push(spendLog(name(1), NOW - 40 * DAY), spendLog(name(2), NOW - 2 * DAY), spendLog(name(3), NOW - HOUR));
    expect(await pull(proxy)).toMatchObject({ filled: 1 });
    expect(await pull(proxy, { since: NOW - 30 * DAY })).toMatchObject({ rows: 2, filled: 1, known: 1 });
    expect(await pull(proxy, { since: NOW - 60 * DAY })).toMatchObject({ rows: 3, filled: 1, known: 2 });
  });

  it('leaves no hole where it is told to begin later than the last one came to', async () => {
    const proxy = await litellm();
    await pull(proxy);
    proxy.rows.push(spendLog(name(1), NOW + HOUR));
    expect(await pull(proxy, { since: NOW + 2 * HOUR, clock: () => NOW + 3 * HOUR })).toMatchObject({ filled: 1 });
  });

  it('goes on after one that broke off, with what is not booked yet', async () => {
    const proxy = await litellm();
    proxy.rows.push(spendLog(name(1), NOW - 3 * DAY), spendLog(name(2), NOW - HOUR));
    proxy.onPage = ({ searchParams }) => {
      if (searchParams.get('end_date')! > '2026-03-03') {
        proxy.troubles.push(...Array.from({ length: 6 }, () => ({ status: 500, body: {} })));
      }
    };
    await expect(pull(proxy, { since: NOW - 4 * DAY })).rejects.toThrow(/does not answer \(500/);
    expect(await ids()).toEqual([name(1)]);
    proxy.onPage = () => undefined;
    proxy.troubles.length = 0;
    proxy.requests.length = 0;
    expect(await pull(proxy)).toMatchObject({ rows: 1, filled: 1 });
    expect(proxy.requests[0]?.searchParams.get('start_date')).not.toBe('2026-02-28 12:00:00');
    expect(await ids()).toEqual([name(1), name(2)]);
  });

  it('begins anew where the place cannot be read, and nothing counts twice', async () => {
    const proxy = await litellm();
    proxy.rows.push(spendLog(name(1), NOW - HOUR));
    await pull(proxy);
    new PullPlaces(folder).keep('litellm-test', { to: NaN, delivered: [] });
    expect(await pull(proxy)).toMatchObject({ rows: 1, filled: 0, known: 1 });
  });
});

describe('a LiteLLM that is busy or gone for a while', () => {
  it.each<[string, FakeLitellm['troubles']]>([
    ['500', [{ status: 500, body: { error: { message: 'Internal Server Error' } } }]],
    [
      '429 with Retry-After',
      [
        { status: 429, headers: { 'Retry-After': '2' }, body: {} },
        { status: 503, body: {} },
      ],
    ],
    ['a cut connection', [null, null]],
  ])('is asked again after %s', async (_, troubles) => {
    const proxy = await litellm();
    proxy.rows.push(spendLog(name(1), NOW - HOUR));
    proxy.troubles.push(...troubles);
    expect(await pull(proxy)).toMatchObject({ filled: 1 });
  });

  it('ends the pull with what to expect if it stays so', async () => {
    const proxy = await litellm();
    proxy.troubles.push(...Array.from({ length: 6 }, () => null));
    await expect(pull(proxy)).rejects.toThrow(/does not answer .* 6 times in a row\. The next pull goes on/);
  });
});

describe('a collector that does not answer', () => {
  it('holds the place: what was not booked is read again', async () => {
    const proxy = await litellm();
    proxy.rows.push(spendLog(name(1), NOW - 3 * HOUR));
    const gone = new LedgerIntake({ url: 'http://127.0.0.1:1', token: undefined, waitMs: 1 });
    await expect(pull(proxy, { intake: gone })).rejects.toThrow(/The collector at .* does not answer \(/);
    expect(await pull(proxy)).toMatchObject({ filled: 1 });
  });

  it('or refuses the token ends the pull with what to do', async () => {
    const proxy = await litellm();
    proxy.rows.push(spendLog(name(1), NOW - HOUR));
    const closed = await startCollector({ tokens: ['ingest:litellm:ingest-secret-1'] });
    const intake = new LedgerIntake({ url: closed.url, token: 'wrong-secret-1', waitMs: 1 });
    await expect(pull(proxy, { intake })).rejects.toThrow(/answers 401 .* Set TOKENLEDGER_TOKEN to the token/);
    await closed.stop();
  });
});

describe('another version', () => {
  it('without the public route is read by that of its own pages, in pages of 100', async () => {
    const proxy = await litellm({ routes: ['/spend/logs/ui'], mostRows: 100 });
    proxy.rows.push(...Array.from({ length: 250 }, (_, index) => spendLog(name(index), NOW - HOUR + index)));
    expect(await pull(proxy)).toMatchObject({ filled: 250 });
    expect(proxy.requests.at(-1)?.pathname).toBe('/spend/logs/ui');
  });

  it.each<[string, FakeLitellmOptions, Pull, RegExp]>([
    ['a wrong key', {}, { token: 'sk-other' }, /answers 401 .* Give the master key, .* by --token-env or --token-file/],
    ['a version without SpendLogs by API', { routes: [] }, {}, /answers 404 .* use --from-file/],
    ['a proxy without a database', { database: false }, {}, /SpendLogs need a database/],
  ])('%s is told as what it is', async (_, options, more, message) => {
    const proxy = await litellm(options);
    await expect(pull(proxy, more)).rejects.toThrow(message);
    expect(proxy.requests.length).toBeLessThanOrEqual(2);
  });

  it('what is no LiteLLM at all is told as that', async () => {
    const proxy = await litellm();
    proxy.troubles.push({ status: 200, body: [] });
    await expect(pull(proxy)).rejects.toThrow('is it a LiteLLM proxy?');
    await expect(pull({ url: 'localhost:4000' })).rejects.toThrow('--url localhost:4000: must be the address');
    await expect(pull({ url: 'http://:sk-test@127.0.0.1:1' })).rejects.toThrow('must hold no key');
  });
});

test('rows that the ledger rejects are counted with the reason, and not delivered again', async () => {
  const proxy = await litellm();
  proxy.rows.push(spendLog(name(1), NOW - HOUR, { prompt_tokens: -1 }), spendLog(name(2), NOW - HOUR));
  const counts = await pull(proxy);
  expect(counts).toMatchObject({ rows: 2, filled: 1, rejected: 1 });
  expect(counts.reasons).toEqual([expect.stringMatching(`${name(1)}: input_tokens must be`)]);
  expect(await pull(proxy)).toMatchObject({ rows: 0 });
});
