import { intake, refusal } from '../test/replies';
import { startCollector, type TestCollector } from '../test/start-collector';

const bearer = (secret: string) => ({ Authorization: `Bearer ${secret}` });

async function metrics(collector: TestCollector, headers?: Record<string, string>): Promise<string> {
  const reply = await collector.call('/metrics', { headers });
  expect([reply.status, reply.headers.get('content-type')]).toEqual([
    200,
    expect.stringMatching(/^text\/plain; version=0\.0\.4/),
  ]);
  return reply.text();
}

const valueOf = (text: string, series: string) =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.slice(series.length)
  );

test('what arrived is counted by outcome, what was rejected by field', async () => {
  const collector = await startCollector();
  await intake(
    collector.post([{ id: 'a', model: 'm' }, { id: 'a', model: 'm' }, { id: 'b' }, { model: 'm', rating: 9 }, 7])
  );
  const text = await metrics(collector);
  expect(valueOf(text, 'tokenledger_records_total{outcome="accepted"}')).toBe(1);
  expect(valueOf(text, 'tokenledger_records_total{outcome="duplicate"}')).toBe(1);
  expect(valueOf(text, 'tokenledger_records_total{outcome="rejected"}')).toBe(3);
  expect(valueOf(text, 'tokenledger_rejected_total{field="rating"}')).toBe(1);
  expect(valueOf(text, 'tokenledger_rejected_total{field="model"}')).toBe(1);
  expect(valueOf(text, 'tokenledger_unpriced_requests_total')).toBe(1);
  expect(valueOf(text, 'tokenledger_commit_duration_seconds_count')).toBe(1);
  expect(valueOf(text, 'tokenledger_store_bytes')).toBeGreaterThan(4_096);
  expect(valueOf(text, 'tokenledger_request_duration_seconds_count{route="/api/v1/records",status="200"}')).toBe(1);
  expect(valueOf(text, 'process_resident_memory_bytes')).toBeGreaterThan(0);
});

test('labels are bounded: paths that do not exist are one route, many sources one series', async () => {
  const collector = await startCollector();
  await Promise.all(['/a', '/b', '/api/v1/c'].map((path) => collector.call(path)));
  await intake(
    collector.post(Array.from({ length: 300 }, (_, id) => ({ id, source: `s${id}`, model: 'm', user: 'ada' })))
  );
  const text = await metrics(collector);
  expect(valueOf(text, 'tokenledger_request_duration_seconds_count{route="none",status="404"}')).toBe(3);
  expect(text.match(/^tokenledger_last_record_timestamp_seconds\{/gm)).toHaveLength(101);
  expect(text).not.toMatch(/ada|\/api\/v1\/c/);
});

test('they take a token of the role read or admin', async () => {
  const tokens = ['read:read-secret', 'admin:admin-secret', 'ingest:ingest-secret', 'delegate:delegate-secret'];
  const collector = await startCollector({ tokens });
  expect(await refusal(collector.call('/metrics'))).toMatchObject({ status: 401 });
  for (const secret of ['ingest-secret', 'delegate-secret']) {
    const reply = collector.call('/metrics', { headers: bearer(secret) });
    expect(await refusal(reply)).toMatchObject({ status: 403, message: expect.stringContaining('role read') });
  }
  await metrics(collector, bearer('read-secret'));
  await metrics(collector, bearer('admin-secret'));
});

test('they take none where the setting says so', async () => {
  await metrics(await startCollector({ tokens: ['read:read-secret'], yaml: 'metrics: open' }));
});
