import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../test/temporary-folder';
import { ImportPlaces } from './import-places';
import { RejectsFile } from './rejects-file';
import { RowIds } from './row-id';
import { importAll, type JobOptions, MemoryTarget, writeTemporary } from './test/import-all';

const row = (index: number) => `${JSON.stringify({ id: `r${index}`, model: 'm', input_tokens: index })}\n`;
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => row(from + index)).join('');

/** An import of ten rows at a time, whose ledger and places outlive it. */
function ledger() {
  const target = new MemoryTarget();
  const places = new ImportPlaces(temporaryFolder());
  return {
    target,
    run: (files: readonly string[], options: JobOptions = {}, format = 'ndjson') =>
      importAll(format, files, { target, places, batch: 10, ...options }),
    /** Fails once so many more batches are booked. */
    killAfter: (batches: number) => (target.most = target.batches + batches),
    revive: () => (target.most = Infinity),
  };
}

test('what is on the books already counts once, whatever file it comes in', async () => {
  const { run, target } = ledger();
  const [first, second] = [writeTemporary('a.ndjson', rows(0, 30)), writeTemporary('b.ndjson', rows(20, 50))];
  expect((await run([first])).counts).toMatchObject({ rows: 30, accepted: 30 });
  expect((await run([first])).counts).toMatchObject({ rows: 30, accepted: 0, duplicates: 30 });
  expect((await run([second])).counts).toMatchObject({ rows: 30, accepted: 20, duplicates: 10 });
  expect(target.booked.size).toBe(50);
});

describe('an import that was broken off', () => {
  test('goes on after the last batch that was booked, and counts as one', async () => {
    const { run, target, killAfter, revive } = ledger();
    const file = writeTemporary('a.ndjson', `${rows(0, 15)}nonsense\n${rows(15, 50)}`);
    killAfter(3);
    await expect(run([file])).rejects.toThrow('killed');
    revive();
    const { counts, continued, records } = await run([file]);
    expect(continued).toEqual([[file, 31]]);
    expect(records).toHaveLength(20);
    expect(counts).toMatchObject({ rows: 51, accepted: 50, duplicates: 0, rejected: 1 });
    expect(target.booked.size).toBe(50);
  });

  test('leaves files that are done alone, and begins with the next', async () => {
    const { run, target, killAfter, revive } = ledger();
    const files = [0, 1, 2].map((index) => writeTemporary(`${index}.ndjson`, rows(index * 20, index * 20 + 20)));
    killAfter(3);
    await expect(run(files)).rejects.toThrow('killed');
    revive();
    const { counts, continued } = await run(files);
    expect(continued).toEqual([
      [files[0], 20],
      [files[1], 10],
    ]);
    expect(counts).toMatchObject({ rows: 60, accepted: 60 });
    expect(target.booked.size).toBe(60);
  });

  test.each([
    ['changed before that place', (text: string) => text.replace('"input_tokens":3}', '"input_tokens":333}')],
    ['is shorter now', () => rows(0, 5)],
    ['has another row at its beginning', (text: string) => row(99) + text],
  ])('begins anew where the file %s', async (_, change) => {
    const { run, killAfter, revive } = ledger();
    const file = writeTemporary('a.ndjson', rows(0, 40));
    killAfter(2);
    await expect(run([file])).rejects.toThrow('killed');
    revive();
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    const { counts, continued, records } = await run([file]);
    expect(continued).toEqual([]);
    expect(counts.rows).toBe(records.length);
    expect(counts.accepted + counts.duplicates).toBe(counts.rows);
  });

  test('goes on where the file has only grown', async () => {
    const { run, target, killAfter, revive } = ledger();
    const file = writeTemporary('a.ndjson', rows(0, 40));
    killAfter(2);
    await expect(run([file])).rejects.toThrow('killed');
    revive();
    appendFileSync(file, rows(40, 60));
    expect(await run([file])).toMatchObject({ continued: [[file, 20]], counts: { rows: 60, accepted: 60 } });
    expect(target.booked.size).toBe(60);
  });

  test('reads a file that was done again if it has changed', async () => {
    const { run, target, killAfter, revive } = ledger();
    const files = [0, 1].map((index) => writeTemporary(`${index}.ndjson`, rows(index * 20, index * 20 + 20)));
    killAfter(3);
    await expect(run(files)).rejects.toThrow('killed');
    revive();
    appendFileSync(files[0]!, row(99));
    expect((await run(files)).counts).toMatchObject({ rows: 41, accepted: 21, duplicates: 20 });
    expect(target.booked.size).toBe(41);
  });

  test('begins anew where something else is asked for', async () => {
    const { run, killAfter, revive } = ledger();
    const file = writeTemporary('a.ndjson', rows(0, 40));
    killAfter(2);
    await expect(run([file])).rejects.toThrow('killed');
    revive();
    expect((await run([file], { question: 'another source', source: 'other' })).continued).toEqual([]);
    expect((await run([file])).continued).toEqual([[file, 20]]);
  });

  test('has nothing left to go on with once it has ended', async () => {
    const { run, killAfter, revive } = ledger();
    const file = writeTemporary('a.ndjson', rows(0, 40));
    killAfter(2);
    await expect(run([file])).rejects.toThrow('killed');
    revive();
    await run([file]);
    expect(await run([file])).toMatchObject({ continued: [], counts: { rows: 40, duplicates: 40 } });
  });

  test('keeps the rejected rows of its first part, each once', async () => {
    const { run, killAfter, revive } = ledger();
    const bad = (index: number) => `${JSON.stringify({ id: `x${index}`, model: 'm', input_tokens: -1 })}\n`;
    const file = writeTemporary('a.ndjson', rows(0, 5) + bad(0) + rows(5, 15) + bad(1) + rows(15, 35) + bad(2));
    const path = join(temporaryFolder(), 'rejects.ndjson');
    const rejected = () =>
      readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .map((text) => (JSON.parse(text) as { row: { id: string } }).row.id);
    writeFileSync(path, 'what another import has left\n');
    const first = new RejectsFile(path);
    killAfter(2);
    await expect(run([file], { rejects: first })).rejects.toThrow('killed');
    first.close();
    appendFileSync(path, '{"row":{"id":"half written');
    revive();
    const second = new RejectsFile(path);
    expect((await run([file], { rejects: second })).counts).toMatchObject({ accepted: 35, rejected: 3 });
    second.close();
    expect(rejected()).toEqual(['x0', 'x1', 'x2']);
  });
});

test('a session that is read a second time is read as a whole', async () => {
  const { run, killAfter, revive } = ledger();
  const message = (index: number) => ({
    ...{ type: 'assistant', timestamp: '2026-03-04T10:00:00Z' },
    message: { id: `msg_${index}`, model: 'claude-sonnet-4-5', usage: { input_tokens: index } },
  });
  const text = Array.from({ length: 1_030 }, (_, index) => JSON.stringify(message(index))).join('\n');
  const file = writeTemporary('s.jsonl', text);
  killAfter(2);
  await expect(run([file], {}, 'claude-code')).rejects.toThrow('killed');
  revive();
  const { counts, continued } = await run([file], {}, 'claude-code');
  expect(continued).toEqual([]);
  expect(counts).toMatchObject({ accepted: 1_010, duplicates: 20 });
});

test('a stop is heard with the next batch, and the import can go on', async () => {
  const { run } = ledger();
  const file = writeTemporary('a.ndjson', rows(0, 40));
  const stop = new AbortController();
  stop.abort();
  await expect(run([file], { stop: stop.signal })).rejects.toThrow('Start the same command again');
  expect(await run([file])).toMatchObject({ continued: [[file, 10]], counts: { rows: 40, accepted: 40 } });
});

describe('rows without an id', () => {
  const line = (second: number, tokens: number) =>
    `${JSON.stringify({ model: 'm', timestamp: 1_760_000_000 + second, input_tokens: tokens })}\n`;

  test('that are alike are different calls', async () => {
    const { run, target } = ledger();
    const file = writeTemporary('a.ndjson', line(1, 5) + line(1, 5) + line(1, 5));
    expect((await run([file])).counts.accepted).toBe(3);
    expect((await run([file])).counts).toMatchObject({ accepted: 0, duplicates: 3 });
    expect(target.booked.size).toBe(3);
  });

  test('that two exports of overlapping ranges have in common count once', async () => {
    const { run, target } = ledger();
    const days = [line(1, 5), line(2, 7) + line(2, 7), line(3, 9)];
    const [first, second] = [
      writeTemporary('a.ndjson', days[0]! + days[1]!),
      writeTemporary('b.ndjson', days[1]! + days[2]!),
    ];
    expect((await run([first])).counts).toMatchObject({ accepted: 3 });
    expect((await run([second])).counts).toMatchObject({ accepted: 1, duplicates: 2 });
    expect(target.booked.size).toBe(4);
  });

  test('get the same ids in an import that went on', async () => {
    const { run, target, killAfter, revive } = ledger();
    const file = writeTemporary('a.ndjson', line(1, 5).repeat(45));
    killAfter(3);
    await expect(run([file])).rejects.toThrow('killed');
    revive();
    expect((await run([file])).counts).toMatchObject({ accepted: 45, duplicates: 0 });
    expect(target.booked.size).toBe(45);
  });

  test('are told apart within very many others; beyond these they count as one', () => {
    const ids = new RowIds(1_000);
    const others = (from: number) => Array.from({ length: 999 }, (_, index) => ids.next(`row ${from + index}`));
    const first = ids.next('row 0');
    expect(new Set([first, ...others(1)]).size).toBe(1_000);
    expect(ids.next('row 0')).toBe(`${first}-2`);
    others(1_000);
    others(2_000);
    others(3_000);
    expect(ids.next('row 0')).toBe(first);
  });
});

test('rejected rows name file, line, field, reason and the row, for the owner’s eyes only', async () => {
  const { run } = ledger();
  const file = writeTemporary('a.csv', 'model,input_tokens\nm,-1\n');
  const path = join(temporaryFolder(), 'rejects.ndjson');
  const rejects = new RejectsFile(path);
  await run([file], { rejects }, 'csv');
  rejects.close();
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
    ...{ file, line: 2, field: 'input_tokens', row: { model: 'm', input_tokens: '-1' } },
    message: 'input_tokens must be a whole number of tokens from 0 to 1000000000000',
  });
  expect(statSync(path).mode & 0o077).toBe(0);
});
