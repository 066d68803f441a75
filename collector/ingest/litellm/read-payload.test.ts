import fc from 'fast-check';
import { readRecords } from '../read-records';
import { readPayload } from './read-payload';

const CALL = '6b1c2f0e-3d4a-4c5b-8e7f-9a0b1c2d3e4f';

const payload = (more: object = {}) => ({
  ...{ id: 'chatcmpl-0b5c7a2e9d', litellm_call_id: CALL, call_type: 'acompletion', status: 'success' },
  ...{ model: 'openai/gpt-4o-mini', model_group: 'fast', custom_llm_provider: 'openai' },
  ...{ startTime: 1770000000.25, endTime: 1770000001.75, completionStartTime: 1770000001.75 },
  ...{ prompt_tokens: 100, completion_tokens: 10, response_cost: 0.001, metadata: {}, hidden_params: {} },
  ...more,
});

const row = (value: unknown): Record<string, unknown> => {
  const read = readPayload(value);
  if (!('row' in read)) {
    throw new Error(JSON.stringify(read));
  }
  return read.row;
};

describe('the cost', () => {
  const breakdown = (total: number, more: object = {}) => ({ cost_breakdown: { total_cost: total, ...more } });

  it.each<[string, object, object]>([
    ['is what LiteLLM says', {}, { provider_cost: '0.001' }],
    [
      'is exact where LiteLLM rounds as doubles do',
      { response_cost: 0.00028319999999999994 },
      { provider_cost: '0.0002832' },
    ],
    [
      'lacks the margin that LiteLLM puts on top',
      { response_cost: 0.0011, ...breakdown(0.0011, { margin_total_amount: 0.0001 }) },
      { provider_cost: '0.001' },
    ],
    [
      'keeps the discount of the provider',
      { response_cost: 0.0009, ...breakdown(0.0009, { original_cost: 0.001, discount_amount: 0.0001 }) },
      { provider_cost: '0.0009' },
    ],
    ['is a true 0 for a free model', { response_cost: 0, ...breakdown(0) }, { provider_cost: '0' }],
    ['is unknown where LiteLLM has no price and writes 0', { response_cost: 0, cost_breakdown: null }, {}],
    ['is unknown where it is no number', { response_cost: 'n/a' }, {}],
    [
      "is 0 for an answer from LiteLLM's cache, whatever the answer cost once",
      { cache_hit: true, response_cost: 0, saved_cache_cost: 0.5, ...breakdown(0.002) },
      { provider_cost: '0', cache_hit: true, saved_cost: '0.002' },
    ],
    [
      'is 0 from the cache with a breakdown of zeros, which says nothing of what was saved',
      { cache_hit: true, response_cost: 0, saved_cache_cost: 0.00865, ...breakdown(0) },
      { provider_cost: '0', cache_hit: true, saved_cost: '0.00865' },
    ],
    [
      'is 0 for a free model with a fixed margin',
      { response_cost: 0.01, ...breakdown(0.01, { original_cost: 0, margin_total_amount: 0.01 }) },
      { provider_cost: '0' },
    ],
    ['is 0 for a failed call', { status: 'failure', response_cost: 0 }, { provider_cost: '0' }],
  ])('%s', (_, more, expected) => {
    const { provider_cost, cache_hit, saved_cost } = row(payload(more));
    expect({ provider_cost, cache_hit, saved_cost }).toEqual({
      provider_cost: undefined,
      cache_hit: undefined,
      saved_cost: undefined,
      ...expected,
    });
  });
});

describe('images without tokens', () => {
  const image = (more: object) => {
    const { units, unit, input_tokens } = row(
      payload({ call_type: 'aimage_generation', prompt_tokens: 0, completion_tokens: 0, ...more })
    );
    return { units, unit, input_tokens };
  };

  it('are counted in the answer, where usage has no count', () => {
    expect(image({ response: { data: [{ url: 'a' }, { url: 'b' }] }, model_parameters: { n: 3 } })).toEqual({
      units: 2,
      unit: 'image',
    });
  });

  it('are as many as were asked for, where the answer was left out', () => {
    expect(image({ response: { text: 'redacted-by-litellm' }, model_parameters: { n: 3 } })).toEqual({
      units: 3,
      unit: 'image',
    });
  });

  it('are none of a failed call, and none that nobody counted', () => {
    expect(image({ status: 'failure', model_parameters: { n: 3 } })).toEqual({});
    expect(image({ response: null, model_parameters: {} })).toEqual({});
  });
});

describe('the id', () => {
  it.each<[string, object, string]>([
    ["is LiteLLM's", {}, 'chatcmpl-0b5c7a2e9d'],
    ["is the call's where the answer has none", { id: 'None' }, CALL],
    [
      'of an answer from the cache does not depend on when it was logged',
      { id: 'chatcmpl-0b5c7a2e9d_cache_hit1770000001.9', cache_hit: true },
      'chatcmpl-0b5c7a2e9d_cache_hit_1770000000250',
    ],
    [
      'of an answer from the cache is not that of the first answer',
      { cache_hit: 'True' },
      'chatcmpl-0b5c7a2e9d_cache_hit_1770000000250',
    ],
    [
      'of a server that numbers from a small range has the time beside it',
      { id: 'chatcmpl-417' },
      'chatcmpl-417_1770000000250',
    ],
  ])('%s', (_, more, id) => {
    expect(row(payload(more)).id).toBe(id);
  });
});

describe('what a failed call tells', () => {
  it.each<[object, number]>([
    [{ error_code: '429', error_class: 'RateLimitError' }, 429],
    [{ error_code: '', error_class: 'Timeout' }, 408],
    [{ error_code: null, error_class: 'APIConnectionError' }, 500],
    [{ error_code: '200', error_class: 'APIError' }, 500],
    [{}, 500],
  ])('%j is status %i', (error_information, status_code) => {
    expect(row(payload({ status: 'failure', error_information }))).toMatchObject({ status_code });
  });

  it('has no tokens where LiteLLM only estimates its input', () => {
    const { input_tokens, output_tokens } = row(payload({ status: 'failure', prompt_tokens: 9, completion_tokens: 0 }));
    expect([input_tokens, output_tokens]).toEqual([undefined, undefined]);
  });
});

describe('what is kept beside the fields', () => {
  const kept = (more: object) => JSON.stringify(row(payload(more)));

  it('holds no key, no address of a person and no header', () => {
    const text = kept({
      api_base: 'https://user:secret-a@example.org/v1/models/gemini:generateContent?key=secret-b',
      requester_ip_address: '192.0.2.77',
      metadata: {
        headers: { authorization: 'Bearer secret-c' },
        requester_metadata: { headers: { 'x-api-key': 'secret-d' }, purpose: 'batch' },
        requester_custom_headers: { 'x-key': 'secret-e' },
        requester_ip_address: '192.0.2.77',
        user_api_key: 'sk-secret-f',
        user_api_key_auth: { api_key: 'secret-g' },
        user_api_key_user_email: 'ada@example.org',
        proxy_server_request: { body: 'secret-h' },
      },
      hidden_params: { additional_headers: { 'set-cookie': 'secret-i' } },
    });
    expect(text).not.toMatch(/secret-|192\.0\.2\.77|ada@example/);
    expect(text).toContain('https://example.org/v1/models/gemini:generateContent');
    expect(text).toContain('"purpose":"batch"');
  });

  it('never costs a call: what is too large or too deep is left out, and named', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(30)}1${'}'.repeat(30)}`) as object;
    const large = Array.from({ length: 10_000 }, (_, index) => `entry ${index}`);
    const read = row(payload({ novelty: { large }, metadata: { deep }, model_parameters: { temperature: 0.5 } }));
    expect(read.metadata).toMatchObject({ left_out: ['deep', 'novelty'], model_parameters: { temperature: 0.5 } });
    expect(readRecords([read], { source: 's', now: 1770000002000 })).toMatchObject({ rejected: [], indexes: [0] });
  });

  it('holds no mark that LiteLLM puts in the place of texts', () => {
    const mark = { role: 'user', content: 'redacted-by-litellm' };
    const { metadata } = row(payload({ messages: [mark], response: { choices: [{ message: mark }] } }));
    expect(metadata).not.toHaveProperty('messages');
    expect(metadata).not.toHaveProperty('response');
    expect(row(payload({ messages: [{ content: 'Hi' }] })).metadata).toHaveProperty('messages');
  });

  it('holds what callers send along, which cannot pass for what LiteLLM says', () => {
    const requester_metadata = { litellm_call_id: 'forged', purpose: 'batch' };
    expect(row(payload({ metadata: { requester_metadata } })).metadata).toMatchObject({
      litellm_call_id: CALL,
      purpose: 'batch',
    });
  });

  it('keeps what a newer LiteLLM adds', () => {
    expect(row(payload({ novelty: 1, metadata: { other: 'x' } })).metadata).toMatchObject({ novelty: 1, other: 'x' });
  });
});

test.each<[string, unknown]>([
  ['nothing', null],
  ['a call without a model', payload({ model: '', model_group: null })],
])('%s is no record', (_, value) => {
  expect(readPayload(value)).toEqual({ ignored: true });
});

test.each([{}, { model: 'm' }, 'text', 17, []])('%j is no payload', (value) => {
  expect(readPayload(value)).toEqual({ message: expect.stringContaining('no payload of LiteLLM') });
});

test('no value in any place makes reading fail, and a row with good counts is never lost for the rest', () => {
  const keys = Object.keys({
    ...payload(),
    ...{ request_tags: 0, error_information: 0, cost_breakdown: 0, end_user: 0, user: 0 },
  });
  const counts = new Set([
    'prompt_tokens',
    'completion_tokens',
    'startTime',
    'id',
    'model',
    'model_group',
    'call_type',
  ]);
  const others = keys.filter((key) => !counts.has(key));
  const odd = fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    fc.string({ maxLength: 3_000 }),
    fc.constantFrom('{}', "{'a'", '[', 'NaN', '-1', 1e300, -1)
  );
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...others), odd), (more) => {
      const read = row(payload(more));
      const { rejected } = readRecords([read], { source: 's', now: 1770000002000 });
      expect(rejected.filter(({ field }) => field !== 'provider_cost' && field !== 'saved_cost')).toEqual([]);
    }),
    { numRuns: 1_000, seed: 20_260_304 }
  );
});
