/**
 * Records per second over loopback, with requests sharing durable commits and with one commit per request, measured in
 * turns. `npm run bench:ingest`, with the seconds of one measurement after `--`.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { bundle } from './bundle.mts';

const SECONDS = Number(process.argv[2] ?? 2);
const SIZES = [1, 10, 100, 1_000];
const CLIENTS = 32;
const MODES = { grouped: 10_000, single: 1 } as const;

// Inside the project, so that the native driver, which stays outside the bundle, is found.
const folder = mkdtempSync(join('build', 'bench-'));
const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
let next = 0;

async function startServer(maxGroup: number): Promise<{ child: ChildProcess; url: string }> {
  const env = {
    ...process.env,
    TOKENLEDGER_DATA_DIR: join(folder, `data-${next++}`),
    TOKENLEDGER_LISTEN: '127.0.0.1:0',
    TOKENLEDGER_LOG_LEVEL: 'warn',
  };
  const child = fork(join(folder, 'ingest-server.mjs'), [String(maxGroup)], { env, silent: true });
  const [message] = (await once(child, 'message')) as [{ url: string }];
  return { child, url: message.url };
}

function body(records: number): string {
  const rows = Array.from({ length: records }, () => {
    const id = next++;
    return `{"id":"r${id}","model":"gpt-4o","user":"user-${id % 50}","team":"team-${id % 7}","input_tokens":1200,"output_tokens":300,"latency_ms":850}`;
  });
  return `[${rows.join(',')}]`;
}

function post(url: string, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) };
    const sent = request(`${url}/api/v1/records`, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.once('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`status ${response.statusCode}`))
      );
    });
    sent.once('error', reject);
    sent.end(text);
  });
}

/** Records per second that are acknowledged, that is durable. */
async function measure(maxGroup: number, size: number): Promise<number> {
  const { child, url } = await startServer(maxGroup);
  let records = 0;
  const run = async (until: number, count: boolean) => {
    while (performance.now() < until) {
      await post(url, body(size));
      records += count ? size : 0;
    }
  };
  const clients = (seconds: number, count: boolean) => {
    const until = performance.now() + seconds * 1_000;
    return Promise.all(Array.from({ length: CLIENTS }, () => run(until, count)));
  };
  await clients(SECONDS / 4, false);
  const start = performance.now();
  await clients(SECONDS, true);
  const rate = records / ((performance.now() - start) / 1_000);
  child.kill('SIGTERM');
  await once(child, 'exit');
  return rate;
}

try {
  await bundle('ingest-server', folder);
  console.log(`${CLIENTS} clients, ${cpus().length} cores, ${SECONDS} s each, Node ${process.version}\n`);
  console.log('records per request   grouped   single   ratio   (records/s)');
  for (const size of SIZES) {
    // In turns, so that what else the machine does meets both alike.
    const [a, b, c, d] = [
      await measure(MODES.grouped, size),
      await measure(MODES.single, size),
      await measure(MODES.single, size),
      await measure(MODES.grouped, size),
    ];
    const [grouped, single] = [(a + d) / 2, (b + c) / 2];
    const columns = [grouped, single].map((rate) => Math.round(rate).toLocaleString('en').padStart(9));
    console.log(`${String(size).padStart(19)} ${columns.join('')}   ${(grouped / single).toFixed(2)}×`);
  }
} finally {
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}
