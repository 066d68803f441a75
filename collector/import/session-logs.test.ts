import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type UsageRecord } from '../../contract/record';
import { findFiles } from './find-files';
import { FIXTURES, importAll, MemoryTarget } from './test/import-all';

/** What the provider served in a run of the real program, in order. */
interface Served {
  readonly status_code: number;
  readonly model: string;
  readonly message_id?: string;
  readonly response_id?: string;
  readonly output_tokens?: number;
}

const RUNS = ['claude-code', 'codex'].flatMap((format) =>
  readdirSync(join(FIXTURES, format)).flatMap((version) => {
    const served = JSON.parse(readFileSync(join(FIXTURES, format, version, 'served.json'), 'utf8')) as object;
    return Object.entries(served).map(([scenario, calls]) => ({
      ...{ format, version, scenario, calls: calls as Served[] },
      files: findFiles([join(FIXTURES, format, version, scenario)], ['.jsonl']),
    }));
  })
);

/** Old logs are written at the start of an answer: of these the output is a lower bound. */
const LOWER_BOUND = { format: 'claude-code', version: '2.0.76' };
/** The old program asks a small model about commands and writes nothing of it. */
const UNLOGGED: ReadonlySet<string | undefined> = new Set(['msg_01e3baf506000004', 'msg_0180f86c42150005']);

/** What a log can tell of. Codex tells of a turn that failed for good once, of attempts that it made again nothing. */
function told(format: string, calls: readonly Served[]): Served[] {
  const succeeded = calls.filter(({ status_code: status }) => status === 200);
  return format === 'codex'
    ? succeeded.length === 0
      ? calls.slice(0, 1)
      : succeeded
    : calls.filter(({ message_id: id }) => !UNLOGGED.has(id));
}

test.each(RUNS)('$format $version, $scenario: as many calls and tokens as were served', async (run) => {
  const { format, version, calls, files } = run;
  const target = new MemoryTarget();
  const { counts, rejects } = await importAll(format, files, { target });
  const counted = (record: object) =>
    Object.fromEntries(
      Object.entries(record)
        .filter(
          ([key]) => (/_tokens$/.test(key) && key !== 'output_tokens') || key === 'status_code' || key === 'model'
        )
        .sort(([a], [b]) => (a < b ? -1 : 1))
    );
  const byCounts = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  const records = [...target.booked.values()];
  expect(rejects).toEqual([]);
  expect(counts.accepted).toBe(records.length);
  expect(records.map(counted).sort(byCounts)).toEqual(told(format, calls).map(counted).sort(byCounts));
  const output = (values: ReadonlyArray<Pick<UsageRecord, 'output_tokens'>>) =>
    values.reduce((all, { output_tokens: tokens = 0 }) => all + tokens, 0);
  if (format === LOWER_BOUND.format && version === LOWER_BOUND.version) {
    expect(output(records)).toBeLessThanOrEqual(output(told(format, calls)));
    expect(records.every(({ metadata }) => metadata?.output_incomplete === true)).toBe(true);
  } else {
    expect(output(records)).toBe(output(calls));
  }
});

test.each(RUNS)('$format $version, $scenario: again and in the other order it is the same', async (run) => {
  const target = new MemoryTarget();
  await importAll(run.format, run.files, { target });
  const first = target.booked.size;
  await importAll(run.format, [...run.files].reverse(), { target });
  expect(target.booked.size).toBe(first);
});

test('no text of a session is in a record', async () => {
  for (const { format, files } of RUNS) {
    const { records } = await importAll(format, files);
    expect(JSON.stringify(records)).not.toContain('PLANTED');
  }
});

test('a call is booked at its start, with its latency, session, folder and version', async () => {
  const file = join(FIXTURES, 'claude-code/2.1.330/hello/66666666-6666-4666-8666-666666666666.jsonl');
  const { records } = await importAll('claude-code', [file]);
  expect(records).toMatchObject([
    {
      id: 'msg_011de74d00db0001',
      source: 'claude-code',
      timestamp: Date.parse('2026-11-21T16:12:07.540Z'),
      latency_ms: 190,
      session: '66666666-6666-4666-8666-666666666666',
      project: 'project',
      service_tier: 'standard',
      metadata: { claude_code_version: '2.1.330' },
    },
  ]);
});

test('attempts that failed are calls of their own, and what follows is a retry of the first', async () => {
  const of = async (scenario: string) =>
    (await importAll('claude-code', findFiles([join(FIXTURES, 'claude-code/2.1.330', scenario)], ['.jsonl']))).records;
  expect(await of('retried')).toMatchObject([
    { id: 'req_014f06433cf51', status_code: 429, error: '429 the server failed', error_type: 'http_429' },
    { id: 'msg_014f06433cf50002', status_code: 200, attempt_of: 'req_014f06433cf51' },
  ]);
  expect(await of('failed')).toMatchObject([
    { id: 'req_01421c25b4781', status_code: 500 },
    { id: 'req_01421c25b4782', status_code: 500, error_type: 'api_error', attempt_of: 'req_01421c25b4781' },
  ]);
});

test('a forked session adds only what was asked in it', async () => {
  const [first, forked] = findFiles([join(FIXTURES, 'claude-code/2.1.330/resumed-and-forked')], ['.jsonl']) as [
    string,
    string,
  ];
  const target = new MemoryTarget();
  const counts = async (file: string) => (await importAll('claude-code', [file], { target })).counts;
  expect(await counts(first)).toMatchObject({ accepted: 2, duplicates: 0 });
  expect(await counts(forked)).toMatchObject({ accepted: 1, duplicates: 2 });
  const sessions = [...target.booked.values()].map(({ session }) => session);
  expect(sessions.filter((session) => session?.endsWith('444444444444'))).toHaveLength(1);
});
