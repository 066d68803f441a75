import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { log, total } from '../test/replies';
import { NOW, startCollector, type TestCollector } from '../test/start-collector';

jest.setTimeout(60_000);

const SEED = 20_260_304;
const ROWS = Array.from({ length: 120 }, (_, index) => ({
  id: `r${index % 100}`,
  model: 'm',
  timestamp: NOW - index * 1_000,
  provider_cost: '0.01',
}));

type Row = (typeof ROWS)[number];

const part = fc.record({
  size: fc.integer({ min: 1, max: 40 }),
  format: fc.constantFrom('json', 'ndjson'),
  gzip: fc.boolean(),
});

async function send(collector: TestCollector, rows: Row[], { format, gzip }: { format: string; gzip: boolean }) {
  const text = format === 'json' ? JSON.stringify(rows) : rows.map((row) => JSON.stringify(row)).join('\n');
  const reply = await collector.call('/api/v1/records', {
    method: 'POST',
    body: gzip ? gzipSync(text) : text,
    headers: {
      'Content-Type': format === 'json' ? 'application/json' : 'application/x-ndjson',
      ...(gzip ? { 'Content-Encoding': 'gzip' } : {}),
    },
  });
  expect(reply.status).toBe(200);
}

async function ledger(collector: TestCollector): Promise<unknown> {
  const { records } = await log(collector, 'limit=1000');
  return [
    await total(collector, 'requests'),
    await total(collector, 'cost'),
    records.map(({ id, timestamp }) => [id, timestamp]),
  ];
}

test('any split of the same records over requests, formats and packings gives the same ledger', async () => {
  const whole = await startCollector();
  await send(whole, ROWS, { format: 'json', gzip: false });
  const expected = await ledger(whole);
  expect(expected).toEqual([100, 1, expect.any(Array)]);
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 12 }), fc.boolean(), async (parts, twice) => {
      const collector = await startCollector();
      let start = 0;
      for (let index = 0; start < ROWS.length; index += 1) {
        const piece = parts[index % parts.length]!;
        await send(collector, ROWS.slice(start, start + piece.size), piece);
        start += twice && index % 3 === 0 ? Math.ceil(piece.size / 2) : piece.size;
      }
      expect(await ledger(collector)).toEqual(expected);
      await collector.stop();
    }),
    { seed: SEED, numRuns: 15 }
  );
});

test('requests at the same time get each their own outcome, and all of it is there', async () => {
  const collector = await startCollector();
  const replies = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      collector.post([
        { id: `own-${index}`, model: 'm' },
        { id: 'shared', model: 'm' },
        ...(index % 10 === 0 ? [{}] : []),
      ])
    )
  );
  const outcomes = (await Promise.all(replies.map((reply) => reply.json()))) as Array<
    Record<string, number | unknown[]>
  >;
  const sum = (read: (outcome: Record<string, number | unknown[]>) => number) =>
    outcomes.reduce((all, outcome) => all + read(outcome), 0);
  expect(sum(({ accepted }) => Number(accepted))).toBe(201);
  expect(sum(({ duplicates }) => Number(duplicates))).toBe(199);
  expect(sum(({ rejected }) => (rejected as unknown[]).length)).toBe(20);
  expect(await total(collector, 'requests')).toBe(201);
});
