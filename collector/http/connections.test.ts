import { setTimeout as sleep } from 'node:timers/promises';
import { intake, log, total } from '../test/replies';
import { postHead, rawRequest } from '../test/raw-request';
import { startCollector } from '../test/start-collector';

jest.setTimeout(60_000);

const BODY = JSON.stringify([
  { id: 'a', model: 'm' },
  { id: 'b', model: 'm' },
]);

test('an upload that is cut off books nothing and harms nobody', async () => {
  const collector = await startCollector();
  for (const sent of [0, 1, BODY.length - 1]) {
    const { socket, send } = await rawRequest(collector.url);
    await send(postHead(BODY.length) + BODY.slice(0, sent));
    socket.destroy();
  }
  const packed = await rawRequest(collector.url);
  await packed.send(postHead(500).replace('\r\n\r\n', '\r\nContent-Encoding: gzip\r\n\r\n') + '\x1f\x8b\x08');
  packed.socket.destroy();
  expect(await intake(collector.post({ id: 'c', model: 'm' }))).toMatchObject({ accepted: 1 });
  expect((await log(collector)).records.map(({ id }) => id)).toEqual(['c']);
});

test('a client that sends byte by byte is heard, and others need not wait for it', async () => {
  const collector = await startCollector();
  const slow = await rawRequest(collector.url);
  await slow.send(postHead(BODY.length).replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'));
  for (const [index, character] of [...BODY].entries()) {
    await slow.send(character);
    if (index % 10 === 0) {
      await sleep(1);
      expect(await intake(collector.post({ id: `other-${index}`, model: 'm' }))).toMatchObject({ accepted: 1 });
    }
  }
  expect(await slow.answer).toContain('"accepted":2');
});

test('requests that follow each other on one connection are not mixed up', async () => {
  const collector = await startCollector();
  const { send, answer } = await rawRequest(collector.url);
  const short = '[{"id":"a","model":"m"}]';
  await send(postHead(short.length) + short + 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  const replies = await answer;
  expect(replies.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
  expect(replies).toContain('"accepted":1');
  expect(replies).toContain('{"status":"ok"}');
});

test.each([
  ['GET /api/v1/records?user=%zz HTTP/1.1\r\nHost: localhost', 200],
  ['GET /%zz HTTP/1.1\r\nHost: localhost', 404],
  ['GET //api/v1/records HTTP/1.1\r\nHost: localhost', 404],
  ['GET http://other/api/v1/records HTTP/1.1\r\nHost: localhost', 200],
  ['GET /api/v1/records/../../etc/passwd HTTP/1.1\r\nHost: localhost', 404],
  ['GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ' + 'x'.repeat(20_000), 431],
  ['NONSENSE / HTTP/1.1\r\nHost: localhost', 400],
  ['GET / HTTP/1.1', 400],
  ['POST /api/v1/records HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nTransfer-Encoding: chunked', 400],
])('%j is answered with %i', async (head, status) => {
  const collector = await startCollector();
  const { send, answer } = await rawRequest(collector.url);
  await send(`${head}\r\nConnection: close\r\n\r\n`);
  expect(await answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
});

test('of records that many clients send at the same time each is booked once', async () => {
  const collector = await startCollector();
  const batch = (client: number) =>
    Array.from({ length: 50 }, (_, index) => ({
      id: `${(index + client * 25) % 500}`,
      model: 'm',
      provider_cost: '0.01',
    }));
  const replies = await Promise.all(Array.from({ length: 40 }, (_, client) => intake(collector.post(batch(client)))));
  const sum = (key: 'accepted' | 'duplicates') => replies.reduce((all, reply) => all + reply[key], 0);
  expect([sum('accepted'), sum('duplicates')]).toEqual([500, 40 * 50 - 500]);
  expect([await total(collector, 'requests'), await total(collector, 'cost')]).toEqual([500, 5]);
});
