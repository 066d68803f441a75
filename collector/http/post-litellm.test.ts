import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { log, refusal } from '../test/replies';
import { startCollector, type TestCollector } from '../test/start-collector';
import { type LitellmReply } from './post-litellm';

jest.setTimeout(60_000);

const START = Date.UTC(2026, 2, 4, 11) / 1_000;

const payload = (id: string, more: object = {}) => ({
  ...{ id: `chatcmpl-of-${id}`, call_type: 'acompletion', status: 'success', startTime: START, endTime: START + 1.5 },
  ...{ model: 'openai/gpt-4o-mini', model_group: 'fast', custom_llm_provider: 'openai', response_cost: 0.001 },
  ...{ prompt_tokens: 100, completion_tokens: 10, metadata: {}, hidden_params: {}, ...more },
});

const send = (collector: TestCollector, body: BodyInit, headers: Record<string, string> = {}) =>
  collector.call('/integrations/litellm', {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json', ...headers },
  });

async function reply(response: Response | Promise<Response>): Promise<LitellmReply> {
  const answer = await response;
  expect(answer.status).toBe(200);
  return (await answer.json()) as LitellmReply;
}

const ids = async (collector: TestCollector) => (await log(collector)).records.map(({ id }) => id).sort();

describe('whatever its log format', () => {
  const rows = [payload('a'), payload('b')];
  const lines = rows.map((row) => JSON.stringify(row)).join('\n');

  it.each<[string, string[], Record<string, string>]>([
    ['json_array', [JSON.stringify(rows)], {}],
    ['ndjson, which LiteLLM names JSON', [lines], {}],
    ['ndjson under its own name', [lines], { 'Content-Type': 'application/x-ndjson' }],
    ['single', rows.map((row) => JSON.stringify(row)), {}],
  ])('%s is booked', async (_, bodies, headers) => {
    const collector = await startCollector();
    const replies = await Promise.all(bodies.map((body) => reply(send(collector, body, headers))));
    expect(replies.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(2);
    expect(await ids(collector)).toEqual(['chatcmpl-of-a', 'chatcmpl-of-b']);
    await collector.stop();
  });
});

test('a batch sent again, and SpendLogs of the same calls, add nothing', async () => {
  const collector = await startCollector();
  const body = JSON.stringify([payload('a'), payload('b')]);
  expect(await reply(send(collector, body))).toMatchObject({ accepted: 2 });
  expect(await reply(send(collector, body))).toMatchObject({ accepted: 0, duplicates: 2 });
  const { id, startTime: _start, endTime: _end, response_cost: spend, ...rest } = payload('a');
  const times = { startTime: '2026-03-04T11:00:00.000+00:00', endTime: '2026-03-04T11:00:01.500+00:00' };
  const spendLog = { ...rest, ...times, request_id: id, spend };
  expect(await reply(send(collector, JSON.stringify({ data: [spendLog], total: 1 })))).toEqual({
    ...{ accepted: 0, duplicates: 1, amended: 0, rejected: [], ignored: 0 },
  });
  await collector.stop();
});

test('no row is a reason to refuse the others: the answer is 200 and names those that are rejected', async () => {
  const collector = await startCollector();
  const rows = [payload('a'), { hello: 1 }, null, payload('b', { prompt_tokens: -1 }), payload('c')];
  expect(await reply(send(collector, JSON.stringify(rows)))).toEqual({
    ...{ accepted: 2, duplicates: 0, amended: 0, ignored: 1 },
    rejected: [
      { index: 1, message: expect.stringContaining('no payload of LiteLLM') },
      { index: 3, id: 'chatcmpl-of-b', field: 'input_tokens', message: expect.any(String) },
    ],
  });
  expect(await reply(send(collector, JSON.stringify([{ hello: 1 }])))).toMatchObject({ accepted: 0 });
  expect(await reply(send(collector, '[]'))).toMatchObject({ accepted: 0, rejected: [] });
  await collector.stop();
});

test('more payloads than the interface takes records are all booked', async () => {
  const collector = await startCollector();
  const rows = Array.from({ length: 12_000 }, (_, index) => payload(`call-number-${index}`));
  expect(await reply(send(collector, gzipSync(JSON.stringify(rows)), { 'Content-Encoding': 'gzip' }))).toMatchObject({
    accepted: 12_000,
    rejected: [],
  });
  await collector.stop();
});

test('prompts, answers and what LiteLLM knows of the model never reach the disk', async () => {
  const collector = await startCollector();
  const planted = 'planted: the quick brown fox';
  const row = payload('a', {
    messages: [{ role: 'user', content: planted }],
    response: { choices: [{ message: { content: planted } }] },
    model_map_information: { model_map_value: { note: planted } },
    error_information: { traceback: planted },
    metadata: {
      prompt_management_metadata: { prompt_variables: { a: planted } },
      vector_store_request_metadata: [{ query: planted }],
      mcp_tool_call_metadata: { arguments: { a: planted }, result: { a: planted } },
      proxy_server_request: { body: { messages: planted } },
    },
    guardrail_information: [{ guardrail_name: 'pii', guardrail_response: planted }],
  });
  await reply(send(collector, JSON.stringify([row])));
  const [record] = (await log(collector)).records;
  expect(record).toMatchObject({ id: 'chatcmpl-of-a', flags: expect.arrayContaining(['content_dropped']) });
  await collector.stop();
  const files = readdirSync(collector.dataDir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile()
  );
  const bytes = Buffer.concat(files.map(({ parentPath, name }) => readFileSync(join(parentPath, name))));
  expect(bytes.includes(Buffer.from('chatcmpl-of-a'))).toBe(true);
  expect(bytes.includes(Buffer.from('planted'))).toBe(false);
});

test('where content is captured, the prompt and the answer of a callback are kept for administrators', async () => {
  const collector = await startCollector({ yaml: 'capture: content' });
  const row = payload('a', { messages: [{ role: 'user', content: 'Say hello' }], response: { choices: ['Hello'] } });
  await reply(send(collector, JSON.stringify([row])));
  const page = await collector.call('/api/v1/records?content=true');
  expect(await page.text()).toMatch(/Say hello.*Hello/);
  await collector.stop();
});

describe('with tokens', () => {
  const tokens = ['ingest:litellm:ingest-secret-1', 'read:me:read-secret-1'];
  const bearer = (secret: string) => ({ Authorization: `Bearer ${secret}` });

  it('the label of the token is the source', async () => {
    const collector = await startCollector({ tokens });
    await reply(send(collector, JSON.stringify(payload('a')), bearer('ingest-secret-1')));
    expect((await log(collector, '', bearer('read-secret-1'))).records).toMatchObject([{ source: 'litellm' }]);
    await collector.stop();
  });

  it.each<[string, number, Record<string, string>]>([
    ['no token', 401, {}],
    ['a wrong token', 401, bearer('wrong-secret-1')],
    ['a token to read', 403, bearer('read-secret-1')],
  ])('%s is refused', async (_, status, headers) => {
    const collector = await startCollector({ tokens });
    expect(await refusal(send(collector, JSON.stringify(payload('a')), headers))).toMatchObject({ status });
    await collector.stop();
  });
});

test.each<[string, string, Record<string, string>, number, string]>([
  ['a body of which nothing can be read', 'hello', {}, 400, 'invalid_json'],
  ['an empty body', '', {}, 400, 'invalid_json'],
  ['text', '[]', { 'Content-Type': 'text/plain' }, 415, 'unsupported_media_type'],
  ['an unknown compression', '[]', { 'Content-Encoding': 'zip' }, 415, 'unsupported_media_type'],
])('%s is refused', async (_, body, headers, status, code) => {
  const collector = await startCollector();
  expect(await refusal(send(collector, body, headers))).toMatchObject({ status, code });
  await collector.stop();
});

test('another method is refused with the one that it takes', async () => {
  const collector = await startCollector();
  const answer = await collector.call('/integrations/litellm');
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  await collector.stop();
});
