import { intake, log, total } from '../test/replies';
import { startCollector } from '../test/start-collector';

const YAML = `
pricing:
  catalogue: false
  prices:
    - { provider: openai, model: gpt-4o, input: 2.5, output: 10 }
    - { provider: openai, model: shared, input: 1 }
    - { provider: azure, model: shared, input: 2 }
`;

describe('identity is source and id', () => {
  test('a repeat adds nothing, in the same request or a later one, whatever its time', async () => {
    const collector = await startCollector();
    const record = { id: 'a', model: 'm', provider_cost: '1' };
    const later = { ...record, timestamp: '2026-01-01T00:00:00Z', provider_cost: '5' };
    expect(await intake(collector.post([record, record, { ...record, id: 'b' }]))).toMatchObject({
      accepted: 2,
      duplicates: 1,
    });
    expect(await intake(collector.post(later))).toMatchObject({ accepted: 0, duplicates: 1 });
    expect([await total(collector, 'requests'), await total(collector, 'cost')]).toEqual([2, 2]);
  });

  test('the same id of another source is another record', async () => {
    const collector = await startCollector();
    const rows = ['x', 'y', ''].map((source) => ({ id: 'a', source, model: 'm' }));
    expect(await intake(collector.post(rows))).toMatchObject({ accepted: 3, duplicates: 0 });
    expect((await log(collector)).records.map(({ source }) => source).sort()).toEqual(['default', 'x', 'y']);
  });

  test('the source of records that name none is the token’s label, so that it survives rotation', async () => {
    const collector = await startCollector({
      tokens: ['ingest:gateway:secret-1', 'ingest:gateway:secret-2', 'ingest:secret-of-none', 'read:reader-secret'],
    });
    const send = (secret: string) =>
      intake(collector.post({ id: 'a', model: 'm' }, { Authorization: `Bearer ${secret}` }));
    expect(await send('secret-1')).toMatchObject({ accepted: 1 });
    expect(await send('secret-2')).toMatchObject({ accepted: 0, duplicates: 1 });
    expect(await send('secret-of-none')).toMatchObject({ accepted: 1 });
    const { records } = await log(collector, 'limit=10', { Authorization: 'Bearer reader-secret' });
    expect(records.map(({ source }) => source).sort()).toEqual(['default', 'gateway']);
  });

  test('records without id are counted each time, and the reply says that retries cannot be recognised', async () => {
    const collector = await startCollector();
    const rows = [{ model: 'm' }, { model: 'm', id: '' }, { model: 'm', id: 'a' }];
    for (const accepted of [3, 2]) {
      const reply = await intake(collector.post(rows));
      expect(reply.accepted).toBe(accepted);
      expect(reply.warnings).toEqual([expect.stringMatching(/^2 .*without id.*twice/)]);
    }
    expect((await intake(collector.post({ model: 'm', id: 'b' }))).warnings).toBeUndefined();
  });
});

describe('the provider that a record does not name', () => {
  test.each([
    [{ model: 'gpt-4o' }, 'openai', '2.5'],
    [{ model: 'gpt-4o', response_model: 'gpt-4o-2024-08-06' }, 'openai', '2.5'],
    [{ model: 'alias', response_model: 'gpt-4o' }, 'openai', '2.5'],
    [{ model: 'shared' }, undefined, null],
    [{ model: 'unknown' }, undefined, null],
    [{ model: 'gpt-4o', provider: 'azure' }, 'azure.ai.openai', null],
    [{ model: 'shared', provider: 'azure' }, 'azure.ai.openai', '2'],
  ])('is derived where the prices leave no doubt: %j → %s', async (fields, provider, provider_cost) => {
    const collector = await startCollector({ yaml: YAML });
    await intake(collector.post({ id: 'a', input_tokens: 1_000_000, ...fields }));
    const [record] = (await log(collector)).records;
    expect([record?.provider, record?.provider_cost]).toEqual([provider, provider_cost]);
  });
});

test('what was read is what the log gives back, with every field of the record', async () => {
  const collector = await startCollector();
  const record = {
    ...{
      id: 'a',
      source: 's',
      timestamp: '2026-03-01T12:00:00.123Z',
      user: 'ada',
      team: 't',
      organization: 'o',
      project: 'p',
    },
    ...{
      api_key: 'k',
      environment: 'e',
      task: 'ta',
      configuration: 'c',
      session: 'se',
      provider: 'openai',
      model: 'm',
    },
    ...{
      response_model: 'm-1',
      region: 'eu',
      operation: 'chat',
      endpoint: '/v1/chat',
      stream: true,
      service_tier: 'flex',
    },
    ...{ input_tokens: 100, output_tokens: 90, cache_read_tokens: 10, cache_write_tokens: 9, cache_write_1h_tokens: 8 },
    ...{
      input_audio_tokens: 7,
      input_image_tokens: 6,
      reasoning_tokens: 5,
      output_audio_tokens: 4,
      output_image_tokens: 3,
    },
    ...{ units: 1.5, unit: 'image', status_code: 429, error: 'slow down', error_type: 'rate', latency_ms: 12.5 },
    ...{
      time_to_first_token_ms: 3.25,
      provider_cost: '0.000000000001',
      cache_hit: false,
      saved_cost: '0.0000001',
      rating: 4,
    },
    ...{
      attempt_of: 'r',
      trace_id: 'tr',
      span_id: 'sp',
      reservation: 're',
      tags: { a: 'b' },
      metadata: { c: [1, { d: null }] },
    },
  };
  await intake(collector.post(record));
  expect((await log(collector)).records).toEqual([expect.objectContaining(record)]);
});
