import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type UsageRecord } from '../../../contract/record';
import { FIXTURES, importAll, writeTemporary } from '../test/import-all';

const fixture = (path: string) => join(FIXTURES, path);

/** A record without what says how it was read. */
const plain = ({ defaulted: _defaulted, flags: _flags, ...record }: UsageRecord) => record;
const jsonl = (...rows: object[]) =>
  writeTemporary('rows.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
const recordOf = async (format: string, row: object) => (await importAll(format, [jsonl(row)])).records.map(plain)[0];

test('no text of an export is in a record', async () => {
  for (const format of ['langfuse', 'helicone', 'openrouter']) {
    const files = readdirSync(fixture(format)).map((name) => fixture(join(format, name)));
    const { records, rejects } = await importAll(format, files);
    expect(rejects).toEqual([]);
    expect(JSON.stringify(records)).not.toContain('PLANTED');
  }
});

describe('langfuse', () => {
  test('an observation keeps its cost, who asked, its times and what else it tells', async () => {
    const { records, counts } = await importAll('langfuse', [fixture('langfuse/observations.jsonl')]);
    expect(counts).toMatchObject({ rows: 5, accepted: 4, ignored: 1 });
    expect(records.map(plain)).toEqual([
      {
        id: 'a1f0c2d4e6b80001',
        source: 'langfuse',
        timestamp: Date.parse('2026-03-04T10:00:00.120Z'),
        model: 'gpt-4.1-2025-04-14',
        user: 'ada@example.com',
        environment: 'production',
        task: 'support',
        trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
        input_tokens: 1500,
        output_tokens: 200,
        cache_read_tokens: 600,
        reasoning_tokens: 50,
        latency_ms: 2500,
        time_to_first_token_ms: 500,
        provider_cost: '0.0037',
        status_code: 200,
        metadata: {
          name: 'answer',
          prompt_name: 'answer',
          prompt_version: 3,
          model_parameters: { temperature: 0.2 },
          trace_tags: ['beta'],
          metadata: { feature: 'search' },
        },
      },
      expect.objectContaining({ input_tokens: 5720, cache_read_tokens: 5000, cache_write_tokens: 700 }),
      expect.objectContaining({ status_code: 500, error: 'Rate limit reached', error_type: 'http_500' }),
      expect.objectContaining({ operation: 'embeddings', input_tokens: 512, provider_cost: '0.00001024' }),
    ]);
    expect(records[1]).not.toHaveProperty('provider_cost');
  });

  test.each(['observations.csv', 'observations.json', 'api-observations.json'])('%s holds the same', async (name) => {
    const [lines, other] = await Promise.all(
      ['observations.jsonl', name].map((file) => importAll('langfuse', [fixture(`langfuse/${file}`)]))
    );
    expect(other!.records.map(plain)).toEqual(lines!.records.map(plain));
  });

  test('names of a blob export, and times without a zone, are understood', async () => {
    const row = {
      ...{ id: 'o-1', trace_id: 't-1', type: 'GENERATION', start_time: '2026-03-04 10:00:00.120' },
      ...{ end_time: '2026-03-04 10:00:01.120', provided_model_name: 'gpt-4.1', user_id: 'ada', session_id: 's' },
      ...{ usage_details: { input: '10', output: '2', total: '12' }, cost_details: { input: 0.1, output: 0.2 } },
    };
    expect(await recordOf('langfuse', row)).toMatchObject({
      timestamp: Date.parse('2026-03-04T10:00:00.120Z'),
      ...{ latency_ms: 1000, input_tokens: 10, output_tokens: 2, user: 'ada', session: 's', trace_id: 't-1' },
    });
  });

  test.each([
    ['parts beside the main counts', { input: 900, input_cached_tokens: 600, output: 100 }, 1500, 100],
    [
      'parts within, as their total says',
      { input: 1500, input_cached_tokens: 600, output: 100, total: 1600 },
      1500,
      100,
    ],
    ['audio beside', { input: 10, input_audio_tokens: 90, output: 5, output_audio_tokens: 45 }, 100, 50],
    ['reasoning beside', { input: 10, output: 5, output_reasoning_tokens: 20, total: 35 }, 10, 25],
  ])('usage with %s adds up', async (_, usageDetails, input, output) => {
    const row = { id: 'o', model: 'm', startTime: '2026-03-04T10:00:00Z', usageDetails };
    expect(await recordOf('langfuse', row)).toMatchObject({ input_tokens: input, output_tokens: output });
  });

  test('usage from before it had types is understood', async () => {
    const row = { id: 'o', model: 'm', startTime: '2026-03-04T10:00:00Z', promptTokens: 7, completionTokens: 3 };
    expect(await recordOf('langfuse', row)).toMatchObject({ input_tokens: 7, output_tokens: 3 });
    expect(await recordOf('langfuse', { ...row, usage: { input: 8, output: 4 } })).toMatchObject({ input_tokens: 8 });
  });

  test('metadata that is too large is left out, and costs nothing else', async () => {
    const row = { id: 'o', model: 'm', startTime: '2026-03-04T10:00:00Z', metadata: { blob: 'x'.repeat(70_000) } };
    expect(await recordOf('langfuse', row)).toMatchObject({ id: 'o', model: 'm' });
  });
});

describe('helicone', () => {
  test('a request keeps its cost, who asked, its times and properties', async () => {
    const { records, counts } = await importAll('helicone', [fixture('helicone/requests.jsonl')]);
    expect(counts).toMatchObject({ rows: 5, accepted: 4, ignored: 1 });
    expect(plain(records[0]!)).toEqual({
      id: '0b0c2f0e-0000-4000-8000-000000000001',
      source: 'helicone',
      timestamp: Date.parse('2026-03-04T10:00:00.120Z'),
      model: 'gpt-4.1',
      response_model: 'gpt-4.1-2025-04-14',
      provider: 'openai',
      user: 'ada@example.com',
      session: 's-1',
      endpoint: '/v1/chat/completions',
      status_code: 200,
      latency_ms: 2500,
      time_to_first_token_ms: 500,
      input_tokens: 1500,
      cache_read_tokens: 600,
      output_tokens: 200,
      provider_cost: '0.0037',
      rating: 5,
      tags: { App: 'support' },
      metadata: { country_code: 'DE', session_name: 'ticket', response_id: '1b0c2f0e-0000-4000-8000-000000000001' },
    });
    expect(records.slice(1)).toMatchObject([
      { input_tokens: 5720, cache_read_tokens: 5000, cache_write_tokens: 700, provider: 'anthropic' },
      { status_code: 429, error_type: 'http_429' },
      { cache_hit: true, provider_cost: '0' },
    ]);
    expect(records[2]).not.toHaveProperty('provider_cost');
  });

  test('JSON holds the same, even with the comma too many that the tool writes', async () => {
    const lines = await importAll('helicone', [fixture('helicone/requests.jsonl')]);
    const list = await importAll('helicone', [fixture('helicone/requests.json')]);
    expect(list.records).toEqual(lines.records);
    const comma = writeTemporary(
      'requests.json',
      '[\n{"request_id":"1","model":"m"},\n{"request_id":"2","model":"m"},\n]\n'
    );
    expect((await importAll('helicone', [comma])).counts).toMatchObject({ accepted: 2, rejected: 0 });
  });

  test('the CSV of the tool, whose quotes are doubled once too often, is understood', async () => {
    const { records } = await importAll('helicone', [fixture('helicone/requests.csv')]);
    expect(records).toMatchObject([
      { id: '1b0c2f0e-0000-4000-8000-000000000001', tags: { App: 'support' }, session: 's-1', latency_ms: 2500 },
      { model: 'claude-sonnet-4-5', output_tokens: 80, provider_cost: '0.005385' },
      { status_code: 429 },
    ]);
  });

  test('names of the request table are understood', async () => {
    const row = {
      ...{ request_id: 'r', request_created_at: '2026-03-04T10:00:00Z', user_id: 'ada', model: 'gpt-4.1' },
      ...{ status: 200, latency: 90, prompt_tokens: 5, completion_tokens: 2, reasoning_tokens: 8, proxy_key_id: 'k' },
    };
    expect(await recordOf('helicone', row)).toMatchObject({
      ...{ user: 'ada', latency_ms: 90, input_tokens: 5, output_tokens: 10, reasoning_tokens: 8, api_key: 'k' },
    });
  });

  test('a file that is another tool’s is refused', async () => {
    const file = writeTemporary('x.csv', 'a,b\n1,2\n');
    await expect(importAll('helicone', [file])).rejects.toThrow('request_id: no column has it');
  });
});

describe('openrouter', () => {
  test('a generation keeps its cost, its key, app and times', async () => {
    const { records } = await importAll('openrouter', [fixture('openrouter/openrouter_activity_2026-03-05.csv')]);
    expect(plain(records[0]!)).toEqual({
      id: 'gen-1772618400-AbCdEfGh0001',
      source: 'openrouter',
      timestamp: Date.parse('2026-03-04T10:00:00.713Z'),
      model: 'openai/gpt-4.1-2025-04-14',
      response_model: 'openai/gpt-4.1-2025-04-14',
      provider: 'openai',
      user: 'ada',
      api_key: 'search',
      stream: true,
      status_code: 200,
      latency_ms: 2500,
      time_to_first_token_ms: 500,
      input_tokens: 1500,
      output_tokens: 200,
      cache_read_tokens: 600,
      reasoning_tokens: 50,
      provider_cost: '0.0037',
      tags: { app: 'Support desk' },
      metadata: { finish_reason: 'stop', cost_cache: '-0.0012' },
    });
    expect(records.slice(1)).toMatchObject([
      { provider: 'aws.bedrock', stream: false, provider_cost: '0.00525' },
      { status_code: 499, error_type: 'cancelled', provider_cost: '0', metadata: { variant: 'free' } },
    ]);
  });

  test('the sum of a day becomes as many calls as it counts, whose tokens and cost add up', async () => {
    const { records, counts } = await importAll('openrouter', [fixture('openrouter/activity.csv')]);
    expect(counts).toMatchObject({ rows: 3, accepted: 9 });
    const of = (model: string) => records.filter((record) => record.model === model);
    const gpt = of('openai/gpt-4.1').slice(0, 5);
    expect(gpt.map(({ input_tokens: tokens }) => tokens)).toEqual([11, 11, 10, 10, 10]);
    expect(gpt.map(({ provider_cost: cost }) => cost)).toEqual(Array(5).fill('0.003'));
    expect(of('deepseek/deepseek-chat').map(({ provider_cost: cost }) => cost)).toEqual(['0.000000000001', '0', '0']);
    expect(new Set(records.map(({ id }) => id)).size).toBe(9);
    expect(records.at(-1)).toMatchObject({ provider_cost: '0.014', timestamp: Date.UTC(2026, 2, 5) });
  });

  test('what the API answers is understood as it is', async () => {
    const { records } = await importAll('openrouter', [fixture('openrouter/activity.json')]);
    expect(records.map(({ output_tokens: tokens }) => tokens)).toEqual([26, 25, 25, 25, 25]);
  });

  test('requests that are no number of calls are rejected by name', async () => {
    const file = jsonl({ date: '2026-03-04', model: 'm', requests: 1.5, usage: 1 });
    expect((await importAll('openrouter', [file])).rejects).toMatchObject([{ field: 'requests', line: 1 }]);
  });
});
