import { fullScope } from './scope';
import { intake, log, refusal } from '../test/replies';
import { NOW, startCollector, type TestCollector } from '../test/start-collector';
import { type TokenLimits, type TokenRole } from './token-book';

const DAY = 86_400_000;

let now = NOW;
let collector: TestCollector;
beforeEach(async () => {
  now = NOW;
  collector = await startCollector({ clock: () => now });
});
afterEach(() => collector.stop());

const bearer = (secret: string) => ({ Authorization: `Bearer ${secret}` });
const make = (role: TokenRole, limits: TokenLimits = {}, label = 'gateway') =>
  collector.context.tokens.create(role, label, now, limits);
const schema = (secret: string) => collector.call('/api/v1/schema', { headers: bearer(secret) });
const status = async (secret: string) => (await schema(secret)).status;
const call = (id: string, source?: string) => ({ id, model: 'm', ...(source ? { source } : {}) });

describe('expiry', () => {
  test('an expired token is told so, and how it is rotated', async () => {
    const { id, secret } = make('read', { expiresAt: NOW + DAY });
    now = NOW + DAY - 1;
    expect(await status(secret)).toBe(200);
    now = NOW + DAY;
    expect(await refusal(schema(secret))).toMatchObject({
      status: 401,
      code: 'unauthorized',
      message: `This token expired at 2026-03-05T12:00:00.000Z. A new secret for it: tokenledger token rotate ${id}`,
    });
  });

  test('revoked and replaced secrets are told apart from unknown ones', async () => {
    const [revoked, replaced] = [make('read'), make('read')];
    collector.context.tokens.revoke(revoked.id, now);
    collector.context.tokens.rotate(replaced.id, now, { overlapMs: 0 });
    expect((await refusal(schema(revoked.secret))).message).toContain('is revoked');
    expect((await refusal(schema(replaced.secret))).message).toContain('was replaced by a newer one');
    expect((await refusal(schema('tl_read_unknown'))).message).toContain('not known here');
  });

  test('a rotated token books for the source that it always did', async () => {
    const { id, secret } = make('ingest', {}, 'gateway');
    await intake(collector.post([call('a')], bearer(secret)));
    const rotated = collector.context.tokens.rotate(id, now, { overlapMs: DAY })!;
    const reply = await intake(collector.post([call('a'), call('b')], bearer(rotated.secret)));
    expect(reply).toMatchObject({ accepted: 1, duplicates: 1 });
  });
});

describe('rate', () => {
  test('requests beyond the limit get 429 and when to come again', async () => {
    const { secret } = make('read', { ratePerMinute: 6 });
    const other = make('read', { ratePerMinute: 6 });
    for (let index = 0; index < 6; index++) {
      expect(await status(secret)).toBe(200);
    }
    const reply = await schema(secret);
    expect(reply.headers.get('retry-after')).toBe('10');
    expect(await refusal(reply)).toMatchObject({
      status: 429,
      code: 'rate_limited',
      message: 'This token takes 6 requests a minute. Send it again in 10 s.',
    });
    expect(await status(other.secret)).toBe(200);
    now += 9_999;
    expect(await status(secret)).toBe(429);
    now += 1;
    expect(await status(secret)).toBe(200);
    expect(await status(secret)).toBe(429);
  });

  test('old and new secret of a token share its limit', async () => {
    const { id, secret } = make('read', { ratePerMinute: 1 });
    const rotated = collector.context.tokens.rotate(id, now, { overlapMs: DAY })!;
    expect([await status(secret), await status(rotated.secret)]).toEqual([200, 429]);
  });

  test('records are limited apart from requests: nothing of a refused request is booked', async () => {
    const { secret } = make('ingest', { recordsPerMinute: 60 });
    const rows = (prefix: string, count: number) =>
      Array.from({ length: count }, (_, index) => call(`${prefix}${index}`));
    expect(await intake(collector.post(rows('a', 60), bearer(secret)))).toMatchObject({ accepted: 60 });
    const reply = await collector.post(rows('b', 5), bearer(secret));
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([429, '1']);
    now += 1_000;
    expect(await intake(collector.post(rows('b', 5), bearer(secret)))).toMatchObject({ accepted: 5 });
  });

  test('of lines, what came before the limit stays booked and is told', async () => {
    const { secret } = make('ingest', { recordsPerMinute: 1_500 });
    const body = Array.from({ length: 3_000 }, (_, index) => `${JSON.stringify(call(`l${index}`))}\n`).join('');
    const send = () =>
      refusal(
        collector.call('/api/v1/records', {
          method: 'POST',
          body,
          headers: { 'Content-Type': 'application/x-ndjson', ...bearer(secret) },
        })
      );
    expect(await send()).toMatchObject({
      status: 429,
      code: 'rate_limited',
      message: expect.stringContaining('2000 records were booked'),
    });
  });

  test('a token without limits has none', async () => {
    const { secret } = make('read');
    for (let index = 0; index < 50; index++) {
      expect(await status(secret)).toBe(200);
    }
  });
});

describe('sources', () => {
  test('a token for some sources books for no other; the other rows lose nothing', async () => {
    const { secret } = make('ingest', { sources: ['a', 'b'] });
    const reply = await intake(
      collector.post([call('1', 'a'), call('2', 'c'), call('3', 'b'), call('4'), call('5', 'A')], bearer(secret))
    );
    expect(reply).toMatchObject({ accepted: 2 });
    expect(reply.rejected).toEqual(
      (
        [
          [1, '2', 'c'],
          [3, '4', 'gateway'],
          [4, '5', 'A'],
        ] as const
      ).map(([index, id, source]) => ({
        index,
        id,
        field: 'source',
        message: `source must be a or b: this token books for no other, and the record has ${source}`,
      }))
    );
  });

  test('of a token for one source, records that name none are of that one', async () => {
    const { secret } = make('ingest', { sources: ['only'] });
    await intake(collector.post([call('1')], bearer(secret)));
    const { secret: read } = make('read');
    expect((await log(collector, '', bearer(read))).records).toMatchObject([{ source: 'only' }]);
  });

  test('nothing of another source can be amended, nor found out', async () => {
    const { secret } = make('ingest');
    await intake(collector.post([call('1', 'theirs')], bearer(secret)));
    const limited = make('ingest', { sources: ['mine'] });
    const reply = await intake(collector.post([{ id: '1', source: 'theirs', rating: 1 }], bearer(limited.secret)));
    expect(reply).toMatchObject({ accepted: 0, amended: 0, duplicates: 0, rejected: [{ field: 'source' }] });
  });

  test('lines are held to it too', async () => {
    const { secret } = make('ingest', { sources: ['a'] });
    const reply = await intake(
      collector.call('/api/v1/records', {
        method: 'POST',
        body: [call('1', 'a'), call('2', 'b')].map((row) => JSON.stringify(row)).join('\n'),
        headers: { 'Content-Type': 'application/x-ndjson', ...bearer(secret) },
      })
    );
    expect(reply).toMatchObject({ accepted: 1, rejected: [{ index: 1, field: 'source' }] });
  });
});

test('the use of an admin token is on record, once an hour', async () => {
  const { secret } = make('admin', {}, 'ops');
  const { secret: read } = make('read');
  for (let index = 0; index < 5; index++) {
    expect([await status(secret), await status(read)]).toEqual([200, 200]);
    await intake(collector.post([call(String(index))], bearer(secret)));
  }
  now += 3_600_000;
  await status(secret);
  const acts = async () => (await collector.context.store.audits(fullScope(), { limit: 10 })).reverse();
  expect((await acts()).filter(({ actor }) => actor !== 'collector')).toMatchObject([
    { actor: 'token:ops', act: 'admin read', time: NOW, details: { what: 'GET /api/v1/schema' } },
    { actor: 'token:ops', act: 'admin write', time: NOW, details: { what: 'POST /api/v1/records' } },
    { actor: 'token:ops', act: 'admin read', details: { requests: { 'GET /api/v1/schema': 4 } } },
  ]);
});

test('finding a token takes less than a tenth of a millisecond', () => {
  const { tokens } = collector.context;
  const secrets = Array.from({ length: 200 }, () => make('read').secret);
  const began = performance.now();
  for (let index = 0; index < 2_000; index++) {
    tokens.find(secrets[index % secrets.length]!, now);
  }
  expect((performance.now() - began) / 2_000).toBeLessThan(0.1);
});
