import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fullScope } from '../access/scope';
import { type LogPage } from '../query/log';
import { storeFailure } from '../store/sqlite/store-failure';
import { intake, log, refusal } from '../test/replies';
import { NOW, startCollector, type TestCollector, type TestSettings } from '../test/start-collector';

const DAY = 86_400_000;
const CAPTURE = 'capture: content';
const ADMIN = { Authorization: 'Bearer admin-secret' };
const TOKENS = ['admin:ops:admin-secret', 'read:scripts:read-secret', 'delegate:grafana:delegate-secret'];
const PROMPT = 'the quick brown fox';

const start = (settings: TestSettings = {}) => startCollector({ yaml: CAPTURE, tokens: TOKENS, ...settings });
const book = (collector: TestCollector, rows: unknown) => intake(collector.post(rows, ADMIN));
const contents = async (collector: TestCollector) =>
  Object.fromEntries(
    (await log(collector, 'content=true', ADMIN)).records.map(({ id, content }) => [String(id), content])
  );

/** Files of the data folder that hold a text. */
const filesWith = ({ dataDir }: TestCollector, text: string) =>
  readdirSync(dataDir).filter((name) => readFileSync(join(dataDir, name)).includes(text));

test('what is captured is in a file of its own, and shown with the record to administrators', async () => {
  const collector = await start();
  const messages = [{ role: 'user', content: PROMPT }];
  await book(collector, [
    { id: 'a', model: 'm', messages, temperature: 0.5, metadata: { response: { text: 'jumps' } } },
    { id: 'b', model: 'm' },
  ]);
  const { records } = await log(collector, 'content=true&order=time', ADMIN);
  expect(records.find(({ id }) => id === 'a')).toMatchObject({
    metadata: { temperature: 0.5 },
    content: { messages, response: { text: 'jumps' } },
  });
  expect(records.find(({ id }) => id === 'a')).not.toHaveProperty('flags');
  expect(records.find(({ id }) => id === 'b')).toMatchObject({ content: null });
  expect(filesWith(collector, PROMPT).every((name) => name.startsWith('content.db'))).toBe(true);
  expect(filesWith(collector, PROMPT).length).toBeGreaterThan(0);
});

test('nobody gets it without asking, and no other answer has it', async () => {
  const collector = await start();
  await book(collector, { id: 'a', model: 'm', prompt: PROMPT });
  expect((await log(collector, '', ADMIN)).records[0]).not.toHaveProperty('content');
  for (const path of ['/api/v1/export?format=json', '/api/v1/export?metrics=requests&groupBy=model', '/metrics']) {
    expect(await (await collector.call(path, { headers: ADMIN })).text()).not.toContain(PROMPT);
  }
  expect(await refusal(collector.call('/api/v1/export?content=true', { headers: ADMIN }))).toMatchObject({
    status: 400,
    field: 'content',
  });
  const query = { refId: 'A', queryType: 'requests', range: 'all' };
  const reply = await collector.call('/api/v1/query', {
    method: 'POST',
    headers: { ...ADMIN, 'Content-Type': 'application/json' },
    body: JSON.stringify({ queries: [query] }),
  });
  const text = await reply.text();
  expect(text).toContain('"status":200');
  expect(text).not.toContain(PROMPT);
});

test.each([
  ['a token of the role read', { Authorization: 'Bearer read-secret' }],
  [
    'a person who claims to be an administrator',
    {
      Authorization: 'Bearer delegate-secret',
      'X-TokenLedger-Kind': 'user',
      'X-TokenLedger-Login': 'ada',
      'X-TokenLedger-Role': 'Admin',
    },
  ],
])('it is kept from %s', async (_, headers) => {
  const collector = await start();
  await book(collector, { id: 'a', user: 'ada', model: 'm', prompt: PROMPT });
  expect((await log(collector, '', headers)).records).toHaveLength(1);
  expect(await refusal(collector.call('/api/v1/records?content=true', { headers }))).toMatchObject({
    status: 403,
    code: 'forbidden',
    field: 'content',
    message: expect.stringContaining('administrators'),
  });
});

test('every reading of it is on record before it is answered, and without a record there is no answer', async () => {
  const collector = await start();
  const { store } = collector.context;
  await book(collector, [
    { id: 'a', model: 'm', prompt: PROMPT },
    { id: 'b', model: 'm' },
  ]);
  const reads = async () =>
    (await store.audits(fullScope(), { limit: 100 })).filter(({ act }) => act === 'content read');
  await log(collector, '', ADMIN);
  expect(await reads()).toEqual([]);
  await log(collector, 'content=true&limit=1', ADMIN);
  await log(collector, 'content=true', ADMIN);
  const details = { what: 'GET /api/v1/records' };
  expect(await reads()).toEqual([
    { time: NOW, actor: 'token:ops', act: 'content read', reason: '', details: { ...details, records: 2 } },
    { time: NOW, actor: 'token:ops', act: 'content read', reason: '', details: { ...details, records: 1 } },
  ]);
  const failing = jest.spyOn(store, 'audit').mockRejectedValue(new Error('no'));
  const reply = await collector.call('/api/v1/records?content=true', { headers: ADMIN });
  expect([reply.status, (await reply.text()).includes(PROMPT)]).toEqual([500, false]);
  failing.mockRestore();
});

test('a repeat fills what was absent, whatever becomes of the record itself', async () => {
  const collector = await start();
  await book(collector, { id: 'a', model: 'm', prompt: PROMPT });
  expect(await book(collector, { id: 'a', model: 'm', prompt: 'another', completion: 'jumps' })).toMatchObject({
    accepted: 0,
    duplicates: 1,
  });
  expect(await contents(collector)).toEqual({ a: { prompt: PROMPT, completion: 'jumps' } });
});

test('records that are rejected leave nothing', async () => {
  const collector = await start();
  const rows = [
    { id: 'bad', model: 'm', input_tokens: -1, prompt: PROMPT },
    { id: 'unknown', rating: 5, prompt: PROMPT },
  ];
  expect(await book(collector, rows)).toMatchObject({ accepted: 0, rejected: [{ id: 'bad' }, { id: 'unknown' }] });
  await book(collector, { id: 'unknown', model: 'm' });
  expect(await contents(collector)).toEqual({ unknown: null });
  expect(filesWith(collector, PROMPT)).toEqual([]);
});

test('where it cannot be kept nothing is acknowledged, and the repeat makes both whole', async () => {
  const collector = await start();
  const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
  const failing = jest.spyOn(collector.context.contents!, 'keep').mockImplementation(() => {
    throw storeFailure(full, 'write');
  });
  const record = { id: 'a', model: 'm', prompt: PROMPT };
  expect(await refusal(collector.post(record, ADMIN))).toMatchObject({ status: 503, code: 'store_unavailable' });
  expect(await contents(collector)).toEqual({ a: null });
  failing.mockRestore();
  expect(await book(collector, record)).toMatchObject({ accepted: 0, duplicates: 1 });
  expect(await contents(collector)).toEqual({ a: { prompt: PROMPT } });
});

test('content past its time is shown no more, and is gone from the disk at the next start', async () => {
  let now = NOW;
  const yaml = `${CAPTURE}\ncontent: { retention_days: 7 }`;
  const collector = await start({ yaml, clock: () => now });
  await book(collector, { id: 'a', model: 'm', prompt: PROMPT });
  now += 7 * DAY + 1;
  expect(await contents(collector)).toEqual({ a: null });
  await collector.stop();
  expect(filesWith(collector, PROMPT)).toEqual(['content.db']);
  const again = await start({ yaml, clock: () => now, dataDir: collector.dataDir });
  await again.stop();
  expect(filesWith(again, PROMPT)).toEqual([]);
});

test('turned off, new prompts are dropped, and those of before stay for their time', async () => {
  const first = await start();
  await book(first, { id: 'a', model: 'm', prompt: PROMPT });
  await first.stop();
  const second = await start({ yaml: '', dataDir: first.dataDir });
  await book(second, { id: 'b', model: 'm', prompt: 'lazy dog' });
  await book(second, { id: 'a', model: 'm', completion: 'lazy dog' });
  expect(await contents(second)).toEqual({ a: { prompt: PROMPT }, b: null });
  expect(filesWith(second, 'lazy dog')).toEqual([]);
});

test('without capture there is no file for it, and asking for it gives null', async () => {
  const collector = await start({ yaml: '' });
  await book(collector, { id: 'a', model: 'm', prompt: PROMPT });
  const { records } = (await log(collector, 'content=true', ADMIN)) satisfies LogPage;
  expect(records).toEqual([expect.objectContaining({ id: 'a', content: null, flags: ['content_dropped'] })]);
  expect(readdirSync(collector.dataDir)).not.toContain('content.db');
});
