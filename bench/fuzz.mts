/**
 * Sends spoiled bodies to every endpoint of a collector of its own that takes usage, good ones among them, and checks
 * that it never fails, never grows, and keeps every good call.
 *
 *   node bench/fuzz.mts [spoiled bodies = 100000] [seed]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request, type RequestOptions } from 'node:http';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { buildCollector } from '../scripts/build-collector.mts';
import { bundle } from './bundle.mts';
import type * as Sources from './format-sources.ts';
import { type Body, FuzzBodies } from './fuzz-bodies.mts';
import { randomFrom } from './random.mts';

const BODIES = Number(process.argv[2] ?? 100_000);
const SEED = Number(process.argv[3] ?? 20_260_304);
const CLIENTS = 8;
/** After so many spoiled bodies each comes a good one. */
const GOOD_EVERY = 20;
/** Calls of a good body. */
const GOOD_CALLS = 3;
/** After the first of so many parts memory should have settled, and may grow by no more than this. */
const PARTS = 5;
const MAX_GROWTH_MIB = 150;
const STOP_TIMEOUT_MS = 20_000;

const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });

interface Reply {
  readonly status: number;
  readonly text: string;
}

function call(url: string, options: RequestOptions, bytes?: Buffer): Promise<Reply> {
  return new Promise((done, failed) => {
    const sent = request(url, { agent, timeout: 30_000, ...options }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.once('end', () => done({ status: response.statusCode ?? 0, text: Buffer.concat(pieces).toString() }));
      response.once('error', failed);
    });
    sent.once('timeout', () => sent.destroy(new Error('no answer within 30 s')));
    sent.once('error', failed);
    sent.end(bytes);
  });
}

interface Outcome {
  /** How often each status came, by kind of body; `cut` where the connection ended without one. */
  readonly statuses: Map<string, Map<string, number>>;
  /** Users of good calls that are to be on the books, by the body they came in. */
  readonly acknowledged: Map<string, string>;
  readonly faults: string[];
}

async function send(url: string, body: Body, outcome: Outcome): Promise<void> {
  const headers = { ...body.headers, 'Content-Length': body.bytes.length };
  const options = { method: 'POST', headers };
  const isGood = body.good.length > 0;
  // The answer to a body that is refused before its end may be lost; a good one is sent again.
  const reply = await call(url + body.path, options, body.bytes).catch<Reply | string>((error: Error) =>
    isGood ? call(url + body.path, options, body.bytes) : error.message
  );
  const status = typeof reply === 'string' ? 'cut' : String(reply.status);
  const counts = outcome.statuses.get(body.kind) ?? new Map<string, number>();
  outcome.statuses.set(body.kind, counts.set(status, (counts.get(status) ?? 0) + 1));
  if (status.startsWith('5') || (status === 'cut' && !body.mayBeCut) || (isGood && status !== '200')) {
    const what = typeof reply === 'string' ? reply : reply.text.slice(0, 300);
    outcome.faults.push(`${body.kind}: ${status} ${what}: ${body.bytes.subarray(0, 200).toString('latin1')}`);
  }
  if (status === '200') {
    body.good.forEach((user) => outcome.acknowledged.set(user, body.kind));
  }
}

interface Target {
  readonly url: string;
  readonly child: ChildProcess;
  readonly bodies: FuzzBodies;
}

/** Sends so many spoiled bodies, good ones among them, several at a time. */
async function run({ url, child, bodies }: Target, count: number, outcome: Outcome): Promise<void> {
  let left = count;
  const client = async () => {
    while (left > 0) {
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`The collector ended with ${child.exitCode ?? child.signalCode}`);
      }
      left -= 1;
      const withGood = left % GOOD_EVERY === 0;
      await send(url, bodies.spoiled(), outcome);
      if (withGood) {
        await send(url, bodies.good(), outcome);
      }
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

/** Users of the good calls that are on the books, each as often as it is. */
async function usersOnTheBooks(url: string): Promise<string[]> {
  const users: string[] = [];
  const filters = encodeURIComponent(JSON.stringify([{ dimension: 'user', operator: '=~', values: ['good-.*'] }]));
  let cursor = '';
  do {
    const { text } = await call(`${url}/api/v1/records?filters=${filters}&limit=1000${cursor}`, {});
    const page = JSON.parse(text) as { records: Array<{ user: string }>; next_cursor: string | null };
    users.push(...page.records.map(({ user }) => user));
    cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
  } while (cursor !== '');
  return users;
}

function memoryMib(pid: number): number {
  const kib = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kib) / 1024);
}

function startCollector(folder: string): { child: ChildProcess; ready: Promise<string>; errors: () => string } {
  const child = spawn(process.execPath, [join(folder, 'tokenledger.cjs'), 'serve'], {
    cwd: folder,
    env: { TOKENLEDGER_LISTEN: '127.0.0.1:0', TOKENLEDGER_DATA_DIR: join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stderr.on('data', (piece: Buffer) => (text += piece.toString()));
  const ready = new Promise<string>((found, failed) => {
    createInterface(child.stdout).on('line', (line) => {
      const url = /"url":"([^"]+)".*"collector is ready"/.exec(line)?.[1];
      if (url) {
        found(url);
      }
    });
    child.once('exit', () => failed(new Error(`The collector ended before it was ready: ${text}`)));
  });
  return { child, ready, errors: () => text };
}

async function stop(child: ChildProcess): Promise<string> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await gone;
    clearTimeout(timer);
  }
  return String(child.exitCode ?? child.signalCode);
}

async function fuzzBodies(folder: string): Promise<FuzzBodies> {
  const sources = (await import(pathToFileURL(await bundle('format-sources', folder)).href)) as typeof Sources;
  const corpus = sources.readCorpus(resolve('collector/ingest/corpus'));
  const good = sources.formatBodies(corpus, GOOD_CALLS, `good-${sources.MARK}`);
  return new FuzzBodies({ ...sources, corpus, good }, randomFrom(SEED));
}

// Inside the project, so that the native driver, which stays outside the bundle, is found.
const folder = mkdtempSync(resolve('build', 'fuzz-'));
const outcome: Outcome = { statuses: new Map(), acknowledged: new Map(), faults: [] };
let child: ChildProcess | undefined;
try {
  await buildCollector(folder);
  const started = startCollector(folder);
  child = started.child;
  const url = await started.ready;
  const pid = child.pid!;
  const memory = [memoryMib(pid)];
  const begin = performance.now();
  const target: Target = { url, child, bodies: await fuzzBodies(folder) };
  for (let part = 0; part < PARTS; part += 1) {
    await run(target, Math.ceil(BODIES / PARTS), outcome);
    memory.push(memoryMib(pid));
  }
  const seconds = (performance.now() - begin) / 1_000;
  const growth = memory.at(-1)! - memory[1]!;
  const kept = await usersOnTheBooks(url);
  const onTheBooks = new Set(kept);
  const lost = [...outcome.acknowledged].filter(([user]) => !onTheBooks.has(user));
  const code = await stop(child);

  const rate = Math.round(BODIES / seconds).toLocaleString('en');
  console.log(`${BODIES.toLocaleString('en')} spoiled bodies, seed ${SEED}: ${seconds.toFixed(1)} s, ${rate} a second`);
  console.log(`Memory: ${memory.map((mib) => `${mib} MiB`).join(', ')}: at the start and after each fifth`);
  for (const [kind, counts] of [...outcome.statuses].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const columns = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([status, count]) => `${status}: ${count}`);
    console.log(`${kind.padStart(38)}  ${columns.join('  ')}`);
  }
  console.log(`Good calls: ${outcome.acknowledged.size} acknowledged, ${kept.length} on the books`);

  const failures = [
    ...outcome.faults.slice(0, 10),
    ...(outcome.faults.length > 10 ? [`and ${outcome.faults.length - 10} more like these`] : []),
    ...(growth > MAX_GROWTH_MIB ? [`it grew by ${growth} MiB`] : []),
    ...(lost.length > 0
      ? [
          `${lost.length} good calls are lost: ${lost
            .slice(0, 10)
            .map(([user, kind]) => `${user} of ${kind}`)
            .join(', ')}`,
        ]
      : []),
    ...(kept.length !== onTheBooks.size ? ['good calls are there twice'] : []),
    ...(code !== '0' ? [`it stopped with ${code}`] : []),
    ...(started.errors() === '' ? [] : [`it said: ${started.errors().slice(0, 500)}`]),
  ];
  failures.forEach((failure) => console.error(`FAILED ${failure}`));
  console.log(failures.length === 0 ? 'All held.' : `${failures.length} did not hold.`);
  process.exitCode = failures.length === 0 ? 0 : 1;
} finally {
  if (child) {
    await stop(child);
  }
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}
