import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type JsonObject } from '../ingest/litellm/value';
import { spendLog } from '../test/fake-litellm';
import { log } from '../test/replies';
import { NOW, startCollector, type TestCollector } from '../test/start-collector';
import { temporaryFolder } from '../test/temporary-folder';
import { LedgerIntake } from './ledger-intake';
import { pullFile } from './pull-file';

jest.setTimeout(60_000);

let collector: TestCollector;
beforeEach(async () => {
  collector = await startCollector();
});
afterEach(() => collector.stop());

const ROWS = [1, 2, 3].map((index) =>
  spendLog(`call-number-${index}x`, NOW - index * 60_000, {
    metadata: { user_api_key_alias: 'search, prod', usage_object: { prompt_tokens_details: { cached_tokens: 40 } } },
    request_tags: ['env:blue'],
  })
);

/** As PostgreSQL's `COPY … TO … (FORMAT csv, HEADER)` writes it. */
function csvOf(rows: readonly JsonObject[]): string {
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  const cell = (value: unknown) => (value === null ? '' : `"${text(value).replaceAll('"', '""')}"`);
  const lines = rows.map((row) => Object.values(row).map(cell).join(','));
  return [Object.keys(rows[0]!).join(','), ...lines]
    .join('\n')
    .replaceAll('+00:00', '')
    .replaceAll(/(\d)T(\d)/g, '$1 $2');
}

const write = (name: string, content: string | Buffer): string => {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
};
const pull = (file: string) => pullFile(file, new LedgerIntake({ url: collector.url, token: undefined, waitMs: 1 }));

test.each<[string, string | Buffer]>([
  ['rows.ndjson', ROWS.map((row) => JSON.stringify(row)).join('\n')],
  ['rows.json', JSON.stringify(ROWS)],
  ['answer.json', JSON.stringify({ data: ROWS, total: 3 })],
  ['rows.csv', csvOf(ROWS)],
  ['rows.csv.gz', gzipSync(csvOf(ROWS))],
])('%s is read, and a second time nothing is added', async (name, content) => {
  const file = write(name, content);
  expect(await pull(file)).toMatchObject({ rows: 3, filled: 3, known: 0 });
  const { records } = await log(collector);
  expect(records).toMatchObject(
    [1, 2, 3].map((index) => ({
      id: `call-number-${index}x`,
      timestamp: new Date(NOW - index * 60_000).toISOString(),
      ...{
        api_key: 'search, prod',
        cache_read_tokens: 40,
        input_tokens: 100,
        provider_cost: '0.001',
        latency_ms: 1500,
      },
      tags: { env: 'blue' },
    }))
  );
  expect(await pull(file)).toMatchObject({ rows: 3, filled: 0, known: 3 });
});

test('lines that are no rows are rejected one by one', async () => {
  const lines = [JSON.stringify(ROWS[0]), '{"request_id"', '[]', JSON.stringify(ROWS[1])].join('\n');
  expect(await pull(write('rows.ndjson', lines))).toMatchObject({ filled: 2, rejected: 2 });
});

test('a table without its columns is refused with what is missing', async () => {
  await expect(pull(write('rows.csv', 'id,model\n1,m\n'))).rejects.toThrow('there is no column request_id');
});

test('a file that is not there is told by its name', async () => {
  await expect(pull('/nowhere/rows.csv')).rejects.toThrow('/nowhere/rows.csv: cannot be read');
});
