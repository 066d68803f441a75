/**
 * Records per second over loopback of every format, of the collector and of what one would write in an afternoon
 * (bench/formats-peer.ts), measured in turns, and where the collector spends its time.
 *
 *   node bench/formats.mts [seconds of one measurement = 3] [format to profile = OTLP traces, protobuf]
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bodies } from './format-bodies.ts';
import type * as Sources from './format-sources.ts';
import { buildCollector } from '../scripts/build-collector.mts';
import { bundle } from './bundle.mts';
import { busiest } from './busiest.mts';

const SECONDS = Number(process.argv[2] ?? 3);
const PROFILED = process.argv[3] ?? 'OTLP traces, protobuf';
const SIZES = [100, 1_000];
const CLIENTS = 8;
/** With a commit for each record a request takes seconds: more clients would only wait. */
const CLIENTS_OF_OBVIOUS = 2;
/** What the peer cannot read is compared with what it makes of the same calls in the form that it can. */
const PEER_READS: Readonly<Record<string, string>> = {
  'records, NDJSON': 'records, JSON',
  'LiteLLM, NDJSON': 'LiteLLM, array',
};

// Inside the project, so that the native driver, which stays outside the bundles, is found.
const folder = resolve(mkdtempSync(join('build', 'bench-')));
const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
let nextFolder = 0;
let nextCall = 0;

/** The collector, with shared commits of at most so many records; the peer, with a commit for each record or request. */
const SERVERS = {
  collector: ['ingest-server', '10000'],
  obvious: ['formats-peer', 'single'],
  better: ['formats-peer', 'transaction'],
} as const;
type Server = keyof typeof SERVERS;

async function startServer(server: Server, execArgv: string[] = []): Promise<{ child: ChildProcess; url: string }> {
  const [name, argument] = SERVERS[server];
  const env = {
    ...process.env,
    TOKENLEDGER_DATA_DIR: join(folder, `data-${nextFolder++}`),
    TOKENLEDGER_LISTEN: '127.0.0.1:0',
    TOKENLEDGER_LOG_LEVEL: 'warn',
  };
  const child = fork(join(folder, `${name}.mjs`), [argument], { env, execArgv, silent: true });
  child.stderr?.pipe(process.stderr);
  const [message] = (await once(child, 'message')) as [{ url: string }];
  return { child, url: message.url };
}

/** Sends a body, and checks that each of its calls became a record. */
function post(url: string, bodies: Bodies): Promise<void> {
  const body = bodies.body(nextCall);
  nextCall += bodies.calls;
  return new Promise((done, failed) => {
    const headers = { 'Content-Type': bodies.contentType, 'Content-Length': body.length };
    const sent = request(`${url}${bodies.path}`, { method: 'POST', agent, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.once('end', () => {
        const text = Buffer.concat(pieces).toString('latin1');
        if (response.statusCode === 200 && !/"rejected":\[\{|rejected_?spans/i.test(text)) {
          done();
        } else {
          failed(new Error(`${bodies.format}: ${response.statusCode} ${text.slice(0, 300)}`));
        }
      });
    });
    sent.once('error', failed);
    sent.end(body);
  });
}

/** Seconds of CPU that a server has taken, all of its threads. */
async function cpuSeconds(child: ChildProcess): Promise<number> {
  child.send('cpu');
  const [{ user, system }] = (await once(child, 'message')) as [NodeJS.CpuUsage];
  return (user + system) / 1e6;
}

interface Measured {
  /** Records per second that are acknowledged, that is durable. */
  readonly rate: number;
  /** Of the server's CPU, per record, in µs: the same however busy the machine is. */
  readonly cpu: number;
}

async function measure(server: Server, bodies: Bodies, execArgv: string[] = []): Promise<Measured> {
  const { child, url } = await startServer(server, execArgv);
  const first = nextCall;
  let records = 0;
  const clients = (seconds: number, count: boolean) => {
    const until = performance.now() + seconds * 1_000;
    return Promise.all(
      Array.from({ length: server === 'obvious' ? CLIENTS_OF_OBVIOUS : CLIENTS }, async () => {
        while (performance.now() < until) {
          await post(url, bodies);
          records += count ? bodies.calls : 0;
        }
      })
    );
  };
  await clients(SECONDS / 3, false);
  const [start, cpuBefore] = [performance.now(), await cpuSeconds(child)];
  await clients(SECONDS, true);
  const rate = records / ((performance.now() - start) / 1_000);
  const cpu = (((await cpuSeconds(child)) - cpuBefore) / records) * 1e6;
  if (server === 'collector') {
    await checkBooked(url, bodies, nextCall - first);
  }
  child.kill('SIGTERM');
  await once(child, 'exit');
  return { rate, cpu };
}

/** Nothing is measured that did not become a record of its own, with its tokens. */
async function checkBooked(url: string, { format }: Bodies, calls: number): Promise<void> {
  const query = { refId: 'A', metrics: ['requests', 'input_tokens'], from: 0, to: Date.UTC(2100, 0, 1) };
  const reply = await fetch(`${url}/api/v1/query`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ queries: [query] }),
  });
  const { results } = (await reply.json()) as { results: { A: { frames: Array<{ data: { values: number[][] } }> } } };
  const [requests, tokens] = results.A.frames[0]!.data.values.map(([value]) => value);
  if (requests !== calls || !(tokens! > calls)) {
    throw new Error(`${format}: ${calls} calls were sent, ${requests} are on the books, with ${tokens} tokens`);
  }
}

const TITLES = [
  ...['format', 'bytes a call', 'calls a request', 'records/s', 'obvious/s', 'ratio', 'better/s', 'ratio'],
  ...['CPU µs a record', 'better', 'ratio'],
];
const whole = (rate: number) => Math.round(rate).toLocaleString('en');

try {
  await buildCollector(folder, ['reader']);
  await Promise.all(['ingest-server', 'formats-peer'].map((name) => bundle(name, folder)));
  const sources = (await import(pathToFileURL(await bundle('format-sources', folder)).href)) as typeof Sources;
  const corpus = sources.readCorpus(resolve('collector/ingest/corpus'));
  console.log(`${CLIENTS} clients, ${cpus().length} cores, ${SECONDS} s each, Node ${process.version}\n`);
  console.log(`| ${TITLES.join(' | ')} |\n| --- |${' ---: |'.repeat(TITLES.length - 1)}`);
  for (const size of SIZES) {
    const all = sources.formatBodies(corpus, size);
    for (const bodies of all) {
      const forPeer = all.find(({ format }) => format === PEER_READS[bodies.format]) ?? bodies;
      const sums = { collector: { rate: 0, cpu: 0 }, obvious: { rate: 0, cpu: 0 }, better: { rate: 0, cpu: 0 } };
      // In turns, so that what else the machine does meets all alike.
      for (const server of ['collector', 'obvious', 'better', 'better', 'obvious', 'collector'] as const) {
        const { rate, cpu } = await measure(server, server === 'collector' ? bodies : forPeer);
        sums[server].rate += rate / 2;
        sums[server].cpu += cpu / 2;
      }
      const { collector, obvious, better } = sums;
      const cells = [
        ...[bodies.format, bodies.size, size],
        ...[whole(collector.rate), whole(obvious.rate), (collector.rate / obvious.rate).toFixed(2)],
        ...[whole(better.rate), (collector.rate / better.rate).toFixed(2)],
        ...[whole(collector.cpu), whole(better.cpu), (collector.cpu / better.cpu).toFixed(1)],
      ];
      console.log(`| ${cells.join(' | ')} |`);
    }
  }
  const profiled = sources.formatBodies(corpus, 1_000).find(({ format }) => format === PROFILED);
  if (!profiled) {
    throw new Error(`There is no format ${PROFILED}`);
  }
  const profiles = join(folder, 'profiles');
  await measure('collector', profiled, ['--cpu-prof', `--cpu-prof-dir=${profiles}`]);
  const [largest] = readdirSync(profiles)
    .map((name) => readFileSync(join(profiles, name), 'utf8'))
    .sort((one, other) => other.length - one.length);
  console.log(`\n${PROFILED}, 1,000 a request: busiest functions, without what they call\n`);
  console.log(busiest(largest!, readFileSync(join(folder, 'ingest-server.mjs'), 'utf8'), 10).join('\n'));
} finally {
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}
