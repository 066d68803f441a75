import { intake, log, total } from '../test/replies';
import { startCollector } from '../test/start-collector';

const YAML = `
pricing:
  prices:
    - { provider: acme, model: acme-large, from: 2026-01-01, to: 2026-02-01, input: 1, output: 2 }
    - { provider: acme, model: acme-large, from: 2026-02-01, input: 10, output: 20 }
  customer:
    - { match: { team: search }, markup: 0.25 }
`;
const CALL = { id: 'a', model: 'acme-large', timestamp: '2026-01-15T00:00:00Z' };

describe('an amendment', () => {
  test('with a rating and no model is taken for a record that is on the books', async () => {
    const collector = await startCollector();
    await intake(collector.post({ id: 'a', model: 'm' }));
    const rating = { id: 'a', rating: 4 };
    expect(await intake(collector.post(rating))).toMatchObject({ accepted: 0, duplicates: 0, amended: 1 });
    expect(await intake(collector.post(rating))).toMatchObject({ accepted: 0, duplicates: 1, amended: 0 });
    expect([await total(collector, 'requests'), (await log(collector)).records[0]?.rating]).toEqual([1, 4]);
  });

  test('of nothing on the books is rejected by name, and costs its neighbours nothing', async () => {
    const collector = await startCollector();
    const reply = await intake(
      collector.post([
        { id: 'b', model: 'm' },
        { id: 'a', rating: 4 },
      ])
    );
    expect(reply).toMatchObject({
      accepted: 1,
      amended: 0,
      rejected: [{ index: 1, id: 'a', field: 'model', message: expect.stringContaining('model is required') }],
    });
  });

  test('with tokens leads to the price of the call’s own time, under the rule of its team', async () => {
    const collector = await startCollector({ yaml: YAML });
    await intake(collector.post(CALL));
    expect(await total(collector, 'unpriced_requests')).toBe(1);
    expect(await intake(collector.post({ id: 'a', input_tokens: 1_000_000 }))).toMatchObject({ amended: 1 });
    expect([await total(collector, 'cost'), await total(collector, 'unpriced_requests')]).toEqual([1, 0]);
    await intake(collector.post({ id: 'a', team: 'search', output_tokens: 1_000_000 }));
    expect([await total(collector, 'provider_cost'), await total(collector, 'cost')]).toEqual([3, 3.75]);
  });

  test('with a reported cost wins over the computed one, which never comes back', async () => {
    const collector = await startCollector({ yaml: YAML });
    await intake(collector.post({ ...CALL, input_tokens: 1_000_000 }));
    await intake(collector.post({ id: 'a', provider_cost: '0.7' }));
    await intake(collector.post({ id: 'a', output_tokens: 5 }));
    const reply = await intake(collector.post({ id: 'a', provider_cost: '0.9' }));
    expect(reply).toMatchObject({ duplicates: 1, amended: 0, conflicts: 1 });
    expect(await total(collector, 'cost')).toBe(0.7);
  });

  test('with an error makes a failure of a call whose status nobody gave', async () => {
    const collector = await startCollector({ yaml: YAML });
    await intake(collector.post(CALL));
    await intake(collector.post({ id: 'a', error: 'boom' }));
    expect((await log(collector)).records[0]).toMatchObject({ status_code: 500, error_type: 'http_500', cost: '0' });
    await intake(collector.post({ id: 'a', status_code: 429 }));
    expect((await log(collector)).records[0]).toMatchObject({ status_code: 429, error_type: 'http_429' });
  });

  test('with the whole takes back the flag that its parts exceed it', async () => {
    const collector = await startCollector({ yaml: YAML });
    await intake(collector.post({ ...CALL, cache_read_tokens: 10 }));
    expect((await log(collector)).records[0]?.flags).toEqual(['parts_exceed_whole']);
    await intake(collector.post({ id: 'a', input_tokens: 100 }));
    expect((await log(collector)).records[0]?.flags).toBeUndefined();
  });

  test('with another provider than the one derived from the model takes its place', async () => {
    const collector = await startCollector({ yaml: YAML });
    await intake(collector.post({ ...CALL, input_tokens: 1 }));
    expect((await log(collector)).records[0]).toMatchObject({ provider: 'acme', cost_source: 'computed' });
    await intake(collector.post({ id: 'a', provider: 'reseller' }));
    expect((await log(collector)).records[0]).toMatchObject({ provider: 'reseller', cost_source: 'unpriced' });
  });
});
