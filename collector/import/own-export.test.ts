import { intake } from '../test/replies';
import { NOW, startCollector } from '../test/start-collector';
import { importAll, writeTemporary } from './test/import-all';

const SENT = [
  {
    ...{ id: 'a', source: 's', model: 'm', timestamp: NOW - 60_000, user: '=1+1', tags: { app: 'shop' } },
    ...{ input_tokens: 1_000_000, provider_cost: '0.25', metadata: { seed: 7 }, latency_ms: 12.5, stream: true },
  },
  { id: 'b', source: 's', model: 'acme', timestamp: NOW - 50_000, input_tokens: 1_000_000, error: 'no, "never"' },
];
const YAML = 'pricing: { prices: [{ provider: acme, model: acme, from: 2020-01-01, input: 2, output: 2 }] }';

test.each([
  ['ndjson', 'ndjson'],
  ['csv', 'csv'],
])('what a ledger exports as %s is what was sent to it: its own costs are not reported ones', async (format, as) => {
  const collector = await startCollector({ yaml: YAML });
  await intake(collector.post(SENT.map((record) => ({ provider: 'acme', status_code: 200, ...record }))));
  const reply = await collector.call(`/api/v1/export?format=${format}&from=0&to=${NOW + 1}`);
  const { records, rejects } = await importAll(as, [writeTemporary(`export.${format}`, await reply.text())]);
  expect(rejects).toEqual([]);
  const fields = (record: object) => JSON.parse(JSON.stringify(record)) as object;
  expect(records.map(fields).reverse()).toEqual(
    SENT.map((record) => expect.objectContaining({ ...record, provider: 'acme' }) as object)
  );
  expect(records.find(({ id }) => id === 'b')).not.toHaveProperty('provider_cost');
  expect(records.map(({ metadata }) => metadata)).toEqual([undefined, { seed: 7 }]);
});
