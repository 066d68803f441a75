import { readRecord } from '../ingest/read-record';
import { type UsageRecord } from '../../contract/record';
import { collectorTarget } from './collector-target';

const NOW = Date.UTC(2026, 2, 4);
const record = (fields: object): UsageRecord => {
  const read = readRecord({ id: 'a', ...fields }, { source: 'import', now: NOW });
  if (!('record' in read)) {
    throw new Error(read.message);
  }
  return read.record;
};
const REPLY = { accepted: 1, duplicates: 0, amended: 0, rejected: [] };

/** A collector that answers as told, one reply after the other, the last again and again. */
function target(...replies: Array<Response | Error>) {
  const sent: Array<{ url: string; headers: Record<string, string>; body: string }> = [];
  const fetch = (url: URL | RequestInfo, init?: RequestInit): Promise<Response> => {
    sent.push({
      url: (url as URL).href,
      headers: init!.headers as Record<string, string>,
      body: init!.body as string,
    });
    const reply = replies.length > 1 ? replies.shift()! : replies[0]!;
    return reply instanceof Response ? Promise.resolve(reply.clone()) : Promise.reject(reply);
  };
  return { sent, ...collectorTarget({ url: 'http://ledger.example.org/base', token: 'sk-test', fetch, waitMs: 1 }) };
}

test('records are sent as their sender would, without texts and what the collector finds out itself', async () => {
  const { book, sent } = target(Response.json(REPLY));
  await book([
    record({ model: 'm', prompt: 'PLANTED', seed: 7 }),
    record({ id: 'b', rating: 5, timestamp: NOW, status_code: 200 }),
  ]);
  expect(sent).toMatchObject([
    { url: 'http://ledger.example.org/base/api/v1/records', headers: { Authorization: 'Bearer sk-test' } },
  ]);
  expect(sent[0]!.body.split('\n').map((line) => JSON.parse(line) as unknown)).toEqual([
    { id: 'a', source: 'import', model: 'm', metadata: { seed: 7 } },
    { id: 'b', source: 'import', rating: 5, timestamp: NOW, status_code: 200 },
  ]);
});

test('rejected records are told by their place in the batch', async () => {
  const rejected = [{ index: 1, id: 'b', field: 'source', message: 'source must be search' }];
  const { book } = target(Response.json({ ...REPLY, conflicts: 2, rejected }));
  expect(await book([record({ model: 'm' }), record({ id: 'b', model: 'm' })])).toEqual({
    ...{ accepted: 1, duplicates: 0, amended: 0, conflicts: 2 },
    rejected: [{ position: 1, problem: { id: 'b', field: 'source', message: 'source must be search' } }],
  });
});

test('what cannot be taken at the moment is sent again', async () => {
  const busy = new Response('{}', { status: 503, headers: { 'Retry-After': '1' } });
  const { book, sent } = target(busy, new Error('gone'), Response.json(REPLY));
  expect(await book([record({ model: 'm' })])).toMatchObject({ accepted: 1 });
  expect(sent).toHaveLength(3);
});

test.each([
  [new Error('fetch failed', { cause: { code: 'ECONNREFUSED' } }), 'it takes nothing (ECONNREFUSED). Start the same'],
  [Response.json({ error: { message: 'Full.' } }, { status: 503 }), 'it takes nothing (503: Full.)'],
  [
    Response.json({ error: { message: 'Who?' } }, { status: 401 }),
    '401: Who? The token in TOKENLEDGER_TOKEN must be one',
  ],
  [new Response('<html>', { status: 404, statusText: 'Not Found' }), '404: Not Found'],
])('a collector that does not answer or refuses is told, with what to do', async (reply, message) => {
  const { book } = target(reply);
  await expect(book([record({ model: 'm' })])).rejects.toThrow(message);
});

test('an address that is none is refused', () => {
  expect(() => collectorTarget({ url: 'ledger', token: undefined })).toThrow('--collector ledger: must be its address');
});
