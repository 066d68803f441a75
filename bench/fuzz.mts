/**
 * Sends mutated bodies to `POST /api/v1/records` of a collector of its own, good ones among them, and checks that it
 * never fails, never grows, and keeps every good record.
 *
 *   node bench/fuzz.mts [mutated bodies = 100000] [seed]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request, type RequestOptions } from 'node:http';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { gzipSync } from 'node:zlib';
import { buildCollector } from '../scripts/build-collector.mts';

const BODIES = Number(process.argv[2] ?? 100_000);
const SEED = Number(process.argv[3] ?? 20_260_304);
const CLIENTS = 8;
/** After so many mutated bodies each comes a good one. */
const GOOD_EVERY = 20;
/** Part of the bodies after which memory should have settled, and how much it may grow from there. */
const WARM_UP = 0.2;
const MAX_GROWTH_MIB = 150;
const STOP_TIMEOUT_MS = 20_000;

const JSON_TYPE = 'application/json';
const NDJSON_TYPE = 'application/x-ndjson';

/** Numbers that come again with the same seed. */
let state = SEED >>> 0;
function random(): number {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
const below = (limit: number): number => Math.floor(random() * limit);
const pick = <T,>(values: readonly T[]): T => values[below(values.length)]!;

type Row = Record<string, unknown>;

interface Body {
  readonly kind: string;
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  /** Ids of records that have to be on the books if the body was read. */
  readonly good: readonly string[];
}

let made = 0;

function goodRow(): Row & { id: string } {
  made += 1;
  return { id: `good-${made}`, source: 'good', model: 'gpt-4o', input_tokens: 10, output_tokens: 2 };
}

function plainRow(): Row {
  made += 1;
  return {
    ...{ id: `fuzz-${below(50_000)}`, source: 'fuzz', model: pick(['gpt-4o', 'claude-haiku-4-5', 'own']) },
    ...{ timestamp: new Date(Date.now() - below(3_600_000)).toISOString(), user: 'ada', team: 'search' },
    ...{ input_tokens: below(10_000), output_tokens: below(1_000), cache_read_tokens: 7, latency_ms: 12.5 },
    ...{ status_code: 200, provider_cost: '0.0123', rating: 4, tags: { a: 'b' }, metadata: { c: [1, { d: 2 }] } },
  };
}

const plainRows = (): Row[] => Array.from({ length: 1 + below(5) }, plainRow);

const NUMBERS = [0, -0, -1, 1e300, -1e300, 5e-324, 2 ** 53, 2 ** 63, 1e21, 999_999_999_999, 1.7976931348623157e308];
const VALUES: readonly unknown[] = [
  ...[...NUMBERS, null, true, false, [], {}, [[]], [null], '', ' ', '0', '-1', '1e999', '\u0000', '\ud800', '.chat'],
  ...['__proto__', 'constructor', "'; DROP TABLE record; --", '2026-13-45', 'x'.repeat(5_000), '9'.repeat(400)],
];
const RAW_NUMBERS = ['1e999', '-1e999', '9'.repeat(500), '0.' + '1'.repeat(500), '1E-999', '00', '+1', 'NaN', '0x10'];
const TYPES = ['text/plain', '', 'application/xml', 'multipart/form-data; boundary=x', `${JSON_TYPE}; charset=latin9`];
const ENCODINGS = ['gzip', 'deflate', 'br', 'identity', 'zstd', 'compress', 'gzip, gzip', '*', '__proto__'];

function swapped(row: Row): Row {
  const changed: Row = { ...row };
  for (let index = 0; index <= below(3); index += 1) {
    changed[random() < 0.9 ? pick(Object.keys(row)) : pick(['__proto__', 'toString', '\u0000', 'x'.repeat(300)])] =
      pick(VALUES);
  }
  // What is good has to stay good: nothing else may take its source.
  return { ...changed, source: 'fuzz' };
}

function encode(rows: readonly Row[], kind: string, good: readonly string[] = []): Body {
  const lines = random() < 0.5;
  const text = lines ? rows.map((row) => JSON.stringify(row)).join('\n') : JSON.stringify(rows);
  return packed(Buffer.from(text), { kind, type: lines ? NDJSON_TYPE : JSON_TYPE, good });
}

function packed(
  bytes: Buffer,
  { kind, type, good = [] }: { kind: string; type: string; good?: readonly string[] }
): Body {
  const gzip = random() < 0.3;
  return {
    kind,
    bytes: gzip ? gzipSync(bytes, { level: 1 }) : bytes,
    headers: { 'Content-Type': type, ...(gzip ? { 'Content-Encoding': 'gzip' } : {}) },
    good,
  };
}

function nested(depth: number): string {
  const [open, close] = pick([
    ['[', ']'],
    ['{"a":', '}'],
  ] as const);
  return open.repeat(depth) + '1' + (random() < 0.5 ? close.repeat(depth) : '');
}

/** One way each to spoil a body. */
const MUTATIONS: ReadonlyArray<() => Body> = [
  function flips() {
    const body = encode(plainRows(), 'byte flips');
    const bytes = Buffer.from(body.bytes);
    for (let index = 0; index <= below(8); index += 1) {
      bytes[below(bytes.length)]! ^= 1 << below(8);
    }
    return { ...body, bytes };
  },
  function truncation() {
    const body = encode(plainRows(), 'truncation');
    return { ...body, bytes: body.bytes.subarray(0, below(body.bytes.length)) };
  },
  function duplication() {
    const body = encode(plainRows(), 'duplication');
    const from = below(body.bytes.length);
    const part = body.bytes.subarray(from, from + 1 + below(200));
    return { ...body, bytes: Buffer.concat([body.bytes.subarray(0, from), part, body.bytes.subarray(from)]) };
  },
  function swaps() {
    const good = goodRow();
    const rows = [...plainRows().map(swapped), good];
    return encode(rows, 'type swaps', [good.id]);
  },
  function notRows() {
    const good = goodRow();
    return encode([pick(VALUES) as Row, good, pick(VALUES) as Row], 'no objects', [good.id]);
  },
  function numbers() {
    const field = pick(['input_tokens', 'timestamp', 'provider_cost', 'latency_ms', 'units', 'rating', 'status_code']);
    const text = `{"id":"n","source":"fuzz","model":"m","${field}":${pick(RAW_NUMBERS)}}`;
    return packed(Buffer.from(text), { kind: 'huge numbers', type: pick([JSON_TYPE, NDJSON_TYPE]) });
  },
  function nesting() {
    const inner = nested(1 + below(random() < 0.02 ? 100_000 : 60));
    const text = random() < 0.5 ? inner : `{"id":"d","source":"fuzz","model":"m","metadata":{"x":${inner}}}`;
    return packed(Buffer.from(text), { kind: 'deep nesting', type: pick([JSON_TYPE, NDJSON_TYPE]) });
  },
  function types() {
    const body = encode(plainRows(), 'content types');
    return { ...body, headers: { ...body.headers, 'Content-Type': pick(TYPES) } };
  },
  function encodings() {
    const body = encode(plainRows(), 'encodings');
    return { ...body, headers: { ...body.headers, 'Content-Encoding': pick(ENCODINGS) } };
  },
  function noise() {
    const bytes = Buffer.from(Array.from({ length: below(400) }, () => below(256)));
    return packed(bytes, { kind: 'noise', type: pick([JSON_TYPE, NDJSON_TYPE]) });
  },
];

/** Few bytes that are many once unpacked: rarely, for each takes its time. */
const BOMBS = [' '.repeat(40 * 2 ** 20), `[${'{},'.repeat(20_000)}{}]`, '{}\n'.repeat(20_000)].map((text) =>
  gzipSync(text)
);
function bomb(): Body {
  const headers = { 'Content-Type': pick([JSON_TYPE, NDJSON_TYPE]), 'Content-Encoding': 'gzip' };
  return { kind: 'bombs', bytes: pick(BOMBS), headers, good: [] };
}

const mutated = (): Body => (random() < 0.0005 ? bomb() : pick(MUTATIONS)());

function goodBody(): Body {
  const rows = Array.from({ length: 3 }, goodRow);
  const ids = rows.map(({ id }) => id);
  return encode(rows, 'good', ids);
}

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
  readonly acknowledged: string[];
  readonly faults: string[];
}

async function send(url: string, body: Body, outcome: Outcome): Promise<void> {
  const headers = { ...body.headers, 'Content-Length': body.bytes.length };
  const options = { method: 'POST', headers };
  // The answer to a body that is refused before its end may be lost; a good one is sent again.
  const reply = await call(`${url}/api/v1/records`, options, body.bytes).catch<Reply | string>((error: Error) =>
    body.kind === 'good' ? call(`${url}/api/v1/records`, options, body.bytes) : error.message
  );
  const status = typeof reply === 'string' ? 'cut' : String(reply.status);
  const counts = outcome.statuses.get(body.kind) ?? new Map<string, number>();
  outcome.statuses.set(body.kind, counts.set(status, (counts.get(status) ?? 0) + 1));
  if (
    status.startsWith('5') ||
    (status === 'cut' && body.kind !== 'bombs') ||
    (body.kind === 'good' && status !== '200')
  ) {
    const what = typeof reply === 'string' ? reply : reply.text.slice(0, 300);
    outcome.faults.push(`${body.kind}: ${status} ${what}: ${body.bytes.subarray(0, 200).toString('latin1')}`);
  }
  if (status === '200') {
    outcome.acknowledged.push(...body.good);
  }
}

/** Sends so many mutated bodies, good ones among them, several at a time. */
async function run(url: string, count: number, outcome: Outcome, child: ChildProcess): Promise<void> {
  let left = count;
  const client = async () => {
    while (left > 0) {
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`The collector ended with ${child.exitCode ?? child.signalCode}`);
      }
      left -= 1;
      const withGood = left % GOOD_EVERY === 0;
      await send(url, mutated(), outcome);
      if (withGood) {
        await send(url, goodBody(), outcome);
      }
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

async function idsOnTheBooks(url: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor = '';
  do {
    const { text } = await call(`${url}/api/v1/records?source=good&limit=1000${cursor}`, {});
    const page = JSON.parse(text) as { records: Array<{ id: string }>; next_cursor: string | null };
    ids.push(...page.records.map(({ id }) => id));
    cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
  } while (cursor !== '');
  return ids;
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

// Inside the project, so that the native driver, which stays outside the bundle, is found.
const folder = mkdtempSync(resolve('build', 'fuzz-'));
const outcome: Outcome = { statuses: new Map(), acknowledged: [], faults: [] };
let child: ChildProcess | undefined;
try {
  await buildCollector(folder);
  const started = startCollector(folder);
  child = started.child;
  const url = await started.ready;
  const pid = child.pid!;
  const atStart = memoryMib(pid);
  const begin = performance.now();
  const warmUp = Math.ceil(BODIES * WARM_UP);
  await run(url, warmUp, outcome, child);
  const warm = memoryMib(pid);
  await run(url, BODIES - warmUp, outcome, child);
  const seconds = (performance.now() - begin) / 1_000;
  const end = memoryMib(pid);
  const kept = await idsOnTheBooks(url);
  const onTheBooks = new Set(kept);
  const lost = outcome.acknowledged.filter((id) => !onTheBooks.has(id));
  const code = await stop(child);

  const rate = Math.round(BODIES / seconds).toLocaleString('en');
  console.log(`${BODIES.toLocaleString('en')} mutated bodies, seed ${SEED}: ${seconds.toFixed(1)} s, ${rate} a second`);
  console.log(`Memory: ${atStart} MiB at the start, ${warm} MiB warm, ${end} MiB at the end`);
  for (const [kind, counts] of [...outcome.statuses].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const columns = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([status, count]) => `${status}: ${count}`);
    console.log(`${kind.padStart(16)}  ${columns.join('  ')}`);
  }
  console.log(`Good records: ${outcome.acknowledged.length} acknowledged, ${kept.length} on the books`);

  const failures = [
    ...outcome.faults.slice(0, 10),
    ...(outcome.faults.length > 10 ? [`and ${outcome.faults.length - 10} more like these`] : []),
    ...(end > warm + MAX_GROWTH_MIB ? [`it grew by ${end - warm} MiB`] : []),
    ...(lost.length > 0 ? [`${lost.length} good records are lost: ${lost.slice(0, 5).join(', ')}`] : []),
    ...(kept.length !== onTheBooks.size ? ['good records are there twice'] : []),
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
