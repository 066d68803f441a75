import { request as httpRequest } from 'node:http';
import { type DimensionValues } from '../../contract/values';
import { type AggregateRequest, type ReadOptions, type Store } from '../store/store';
import { rawRequest } from '../test/raw-request';
import { intake, refusal } from '../test/replies';
import { NOW, startCollector, type TestCollector } from '../test/start-collector';

let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector();
  await intake(
    collector.post([
      { id: '1', model: 'm', timestamp: NOW - 1, tags: { 'cost/centre': 'a b' } },
      { id: '2', model: 'm', timestamp: NOW - 2, tags: { 'cost/centre': 'c', 'größe 100%': 'x' } },
    ])
  );
});

test.each([
  ['tag.cost%2Fcentre', ['a b', 'c']],
  ['tag.gr%C3%B6%C3%9Fe%20100%25', ['(none)', 'x']],
  ['model', ['m']],
])('values of %s are found by its name, percent-encoded', async (id, expected) => {
  const reply = await collector.call(`/api/v1/dimensions/${id}/values`);
  expect(((await reply.json()) as DimensionValues).values).toEqual(expected);
});

test('a slash that is not encoded is another path', async () => {
  expect(await refusal(collector.call('/api/v1/dimensions/tag.cost/centre/values'))).toMatchObject({ status: 404 });
  expect(await refusal(collector.call('/api/v1/dimensions/size/values'))).toMatchObject({
    status: 404,
    message: expect.stringContaining('There is no dimension size'),
  });
});

test('the host that a request names as to a proxy is nothing to its parameters', async () => {
  const { send, answer } = await rawRequest(collector.url);
  await send('GET http://a:99999/api/v1/records?limit=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  expect(await answer).toMatch(/^HTTP\/1.1 200 .*"next_cursor":"/s);
});

test.each(['/api/v1/export', '/api/v1/dimensions/model/values'])('%s can only be read', async (path) => {
  expect(await refusal(collector.call(path, { method: 'POST' }))).toMatchObject({ status: 405 });
});

test.each([
  ['values', '/api/v1/dimensions/model/values', ''],
  ['a query', '/api/v1/query', JSON.stringify({ queries: [{ refId: 'A', metrics: ['requests'], range: '30d' }] })],
])('what %s read is given up once the client has gone', async (_, path, body) => {
  const store = collector.context.store as { aggregate: Store['aggregate'] };
  const { aggregate } = store;
  const reason = await new Promise((resolve) => {
    store.aggregate = (_scope, _request: AggregateRequest, { signal }: ReadOptions = {}) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          resolve('given up');
          reject(new Error('aborted'));
        });
        asked.destroy();
      });
    const asked = httpRequest(collector.url + path, {
      method: body ? 'POST' : 'GET',
      headers: body ? { 'Content-Type': 'application/json' } : {},
    });
    asked.on('error', () => undefined);
    asked.end(body);
  });
  store.aggregate = aggregate;
  expect(reason).toBe('given up');
});
