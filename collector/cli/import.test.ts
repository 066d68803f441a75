import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { type Ended, type InstalledCollector, installCollector } from '../test/installed-collector';
import { log, total } from '../test/replies';
import { startCollector } from '../test/start-collector';
import { temporaryFolder } from '../test/temporary-folder';

const FIXTURES = join(__dirname, '..', 'import', 'fixtures');

const MAPPING = join(__dirname, '..', 'import', 'fixtures', 'csv', 'usage.yaml');

jest.setTimeout(120_000);

let installed: InstalledCollector;
beforeAll(() => {
  installed = installCollector();
});

const dataFolder = () => join(temporaryFolder(), 'data');
const start = (args: readonly string[], env: Record<string, string>, nodeOptions: string[] = []) =>
  installed.start(installed.bundle, ['import', ...args], { env, nodeOptions });
const run = (args: readonly string[], dataDir: string, env: Record<string, string> = {}): Promise<Ended> =>
  start(args, { TOKENLEDGER_DATA_DIR: dataDir, ...env }).end();

/** Records of a number, one a line, each of 0.01 USD. */
function recordsFile(count: number, extra = ''): string {
  const file = join(temporaryFolder(), 'records.ndjson');
  const record = (index: number) =>
    JSON.stringify({ id: `r${index}`, model: 'm', timestamp: 1_760_000_000 + index, provider_cost: '0.01' });
  writeFileSync(file, Array.from({ length: count }, (_, index) => record(index)).join('\n') + extra);
  return file;
}

function booked(dataDir: string): number {
  const db = new Database(join(dataDir, 'ledger.db'), { readonly: true });
  try {
    return db.prepare<[], { count: number }>('SELECT count(*) AS count FROM record').get()!.count;
  } catch {
    return 0;
  } finally {
    db.close();
  }
}

test('files are booked into the ledger, which is made if there is none; again nothing is added', async () => {
  const dataDir = dataFolder();
  const first = await run(['claude-code', join(FIXTURES, 'claude-code/2.1.330')], dataDir);
  expect(first).toMatchObject({ code: 0, errors: expect.stringContaining('There is no ledger in') });
  expect(first.output).toContain('accepted 15, duplicates 2');
  const second = await run(['claude-code', join(FIXTURES, 'claude-code/2.1.330')], dataDir);
  expect(second).toMatchObject({ code: 0, output: expect.stringContaining('accepted 0, duplicates 17') });
  expect(booked(dataDir)).toBe(15);
  const audit = installed.start(installed.bundle, ['audit', '--json'], { env: { TOKENLEDGER_DATA_DIR: dataDir } });
  expect(JSON.parse((await audit.end()).output.split('\n')[1]!)).toMatchObject({
    ...{ act: 'import', details: { format: 'claude-code', source: 'claude-code', accepted: 15 } },
  });
});

test('no text of what was imported is in the data folder', async () => {
  const dataDir = dataFolder();
  const formats = readdirSync(FIXTURES).filter((format) => format !== 'csv');
  for (const format of formats) {
    expect(await run([format, join(FIXTURES, format)], dataDir)).toMatchObject({ code: 0 });
  }
  const files = readdirSync(dataDir);
  expect(files).toContain('ledger.db');
  files.forEach((file) => expect(readFileSync(join(dataDir, file)).includes('PLANTED')).toBe(false));
});

test('a trial run says what would be booked, and writes nothing', async () => {
  const dataDir = dataFolder();
  const { code, output } = await run(['langfuse', join(FIXTURES, 'langfuse/observations.csv'), '--dry-run'], dataDir);
  expect([code, existsSync(dataDir)]).toEqual([0, false]);
  expect(output).toMatch(/gpt-4\.1-2025-04-14 +2 +1500 +200 +0\.0037 +1/);
  expect(output).toContain('From 2026-03-04T10:00:00.120Z to 2026-03-04T10:01:00.000Z.');
  expect(output).toContain('Nothing was booked.');
  const sessions = await run(['claude-code', join(FIXTURES, 'claude-code/2.1.330'), '--dry-run'], dataDir);
  expect(sessions.output).toContain('accepted 15, duplicates 2');
});

test('killed again and again, it goes on where it stopped and nothing counts twice', async () => {
  const dataDir = dataFolder();
  const count = 6_000;
  const file = recordsFile(count);
  const args = ['ndjson', file, '--batch', '50'];
  let before = 0;
  for (let kill = 1; kill <= 3; kill += 1) {
    const process = start(args, { TOKENLEDGER_DATA_DIR: dataDir });
    while (!existsSync(join(dataDir, 'ledger.db')) || booked(dataDir) < before + 500) {
      await sleep(2);
    }
    expect(await process.end('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
    expect(booked(dataDir)).toBeGreaterThan(before);
    before = booked(dataDir);
  }
  expect(before).toBeLessThan(count);
  const { code, errors, output } = await run([...args, '--json'], dataDir);
  const [, rows] = /: (\d+) rows were imported before, it goes on after them/.exec(errors)!;
  expect([code, Number(rows)]).toEqual([0, expect.any(Number)]);
  // What was booked before a kill without its place being kept is a duplicate: one batch a kill at most.
  expect(Number(rows)).toBeGreaterThanOrEqual(before - 50);
  const counts = JSON.parse(output) as { rows: number; accepted: number; duplicates: number };
  expect(counts.rows).toBe(count);
  expect(counts.accepted + counts.duplicates).toBe(count);
  expect(counts.duplicates).toBeLessThanOrEqual(150);
  expect(booked(dataDir)).toBe(count);
});

test('on a full disk it ends with what to do, and goes on once there is room', async () => {
  const dataDir = dataFolder();
  const args = ['import', 'ndjson', recordsFile(6_000), '--batch', '500'];
  const env = { TOKENLEDGER_DATA_DIR: dataDir };
  const full = await installed.start(installed.bundle, args, { env, largestFileKiB: 1_000 }).end();
  expect(full).toMatchObject({ code: 1, errors: expect.stringContaining('start the same command again') });
  expect(full.errors).not.toMatch(/\n +at /);
  const before = booked(dataDir);
  expect(before).toBeGreaterThan(0);
  expect(before % 500).toBe(0);
  const { code, errors } = await installed.start(installed.bundle, args, { env }).end();
  expect([code, errors]).toEqual([0, expect.stringContaining(': ' + before + ' rows were imported before')]);
  expect(booked(dataDir)).toBe(6_000);
});

test('SIGTERM ends it after the batch that is being booked, with what to do', async () => {
  const dataDir = dataFolder();
  const process = start(['ndjson', recordsFile(6_000), '--batch', '50'], { TOKENLEDGER_DATA_DIR: dataDir });
  while (!existsSync(join(dataDir, 'ledger.db')) || booked(dataDir) < 100) {
    await sleep(2);
  }
  expect(await process.end('SIGTERM')).toMatchObject({ code: 1, errors: expect.stringContaining('Stopped. Start') });
  expect(booked(dataDir) % 50).toBe(0);
});

test('rejected rows make the exit code 2, are shown with their line, and kept with --rejects', async () => {
  const dataDir = dataFolder();
  const file = recordsFile(3, '\n{"id":"x","model":"m","currency":"EUR"}\nnonsense\n{"id":"y","rating":5}\n');
  const rejects = join(temporaryFolder(), 'rejects.ndjson');
  const { code, output, errors } = await run(['ndjson', file, '--rejects', rejects], dataDir);
  expect(code).toBe(2);
  expect(output).toContain('accepted 3, duplicates 0, amended 0, rejected 3');
  expect(output).toContain(`Rejected rows are in ${rejects}.`);
  expect(errors).toContain(':4: currency must be USD: the ledger keeps no other currency');
  const kept = readFileSync(rejects, 'utf8').trim().split('\n');
  expect(kept.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { line: 4, field: 'currency', row: { id: 'x', currency: 'EUR' } },
    { line: 5, row: 'nonsense' },
    { line: 6, id: 'y', field: 'model', row: { rating: 5 } },
  ]);
});

test('a collector that serves the ledger is no hindrance, and answers with what was imported', async () => {
  const now = Date.now();
  const collector = await startCollector({ clock: () => now });
  expect(await run(['ndjson', recordsFile(500)], collector.dataDir)).toMatchObject({ code: 0 });
  expect([await total(collector, 'requests'), await total(collector, 'cost')]).toEqual([500, 5]);
});

test('through a collector elsewhere it needs a token to ingest, and books without texts', async () => {
  const now = Date.now();
  const tokens = ['ingest:importer:ingest-secret', 'read:read-secret'];
  const collector = await startCollector({ clock: () => now, tokens, yaml: 'capture: content' });
  const dataDir = dataFolder();
  const args = ['langfuse', join(FIXTURES, 'langfuse/observations.jsonl'), '--collector', collector.url];
  expect(await run(args, dataDir)).toMatchObject({
    ...{ code: 1, errors: expect.stringContaining('Set TOKENLEDGER_TOKEN to a token to ingest') },
  });
  expect(await run(args, dataDir, { TOKENLEDGER_TOKEN: 'read-secret' })).toMatchObject({
    ...{ code: 1, errors: expect.stringContaining('TOKENLEDGER_TOKEN must be one to ingest') },
  });
  const token = { TOKENLEDGER_TOKEN: 'ingest-secret' };
  expect(await run(args, dataDir, token)).toMatchObject({ code: 0, output: expect.stringContaining('accepted 4') });
  expect(await run(args, dataDir, token)).toMatchObject({ code: 0, output: expect.stringContaining('duplicates 4') });
  const { records } = await log(collector, '', { Authorization: 'Bearer read-secret' });
  expect(records).toHaveLength(4);
  expect(records.find(({ id }) => id === 'a1f0c2d4e6b80001')).toMatchObject({
    ...{ source: 'langfuse', provider_cost: '0.0037', cost_source: 'reported', input_tokens: 1500 },
  });
  await collector.stop();
  const files = readdirSync(collector.dataDir);
  files.forEach((file) => expect(readFileSync(join(collector.dataDir, file)).includes('PLANTED')).toBe(false));
});

test('a collector that is not there is told', async () => {
  const args = ['ndjson', recordsFile(1), '--collector', 'nowhere'];
  expect(await run(args, dataFolder())).toMatchObject({
    code: 1,
    errors: expect.stringContaining('--collector nowhere'),
  });
});

test('a file of any length needs little memory', async () => {
  const file = recordsFile(300_000);
  const env = { TOKENLEDGER_DATA_DIR: dataFolder() };
  const { code, output } = await start(['ndjson', file, '--dry-run'], env, ['--max-old-space-size=80']).end();
  expect([code, output]).toEqual([0, expect.stringContaining('accepted 300000')]);
});

test.each([
  [['xml', 'a'], 'It must be one of ndjson, csv, langfuse, helicone, openrouter, claude-code, codex.'],
  [['ndjson'], "missing required argument 'files'"],
  [['ndjson', 'none.ndjson'], 'none.ndjson: there is no such file or folder'],
  [['csv', __filename, '--mapping', 'none.yaml'], '--mapping none.yaml: cannot be read'],
  [['codex', __dirname, '--mapping', MAPPING], 'columns and ignore are for csv; of codex it can give constants'],
  [['ndjson', __filename, '--batch', '0'], 'whole number from 1 to 10000'],
  [['csv', __filename], 'model: no column gives it'],
])('%j is refused, and says what is allowed', async (args, reason) => {
  const { code, output, errors } = await run(args, dataFolder());
  expect([code, output, errors]).toEqual([1, '', expect.stringContaining(reason)]);
  expect(errors).not.toMatch(/\n +at /);
});

test('the help lists the formats and has examples', async () => {
  const { output } = await run(['--help'], dataFolder());
  expect(output).toMatch(/codex +session logs of Codex/);
  expect(output).toContain('tokenledger import claude-code ~/.claude/projects');
});
