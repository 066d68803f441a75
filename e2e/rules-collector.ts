import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';

const CLI = join(__dirname, '..', 'build', 'tokenledger.cjs');

/** A collector with a ledger of its own, which may be stopped without others noticing. */
export class RulesCollector {
  readonly delegateToken = 'delegate-of-the-rules';
  readonly #ingestToken = 'ingest-of-the-rules';
  readonly #folder = mkdtempSync(join(tmpdir(), 'tokenledger-rules-'));
  readonly #address = freeAddress();
  #running: ChildProcess | undefined;

  async url(): Promise<string> {
    return `http://${await this.#address}`;
  }

  /** @param config - tokenledger.yaml, as an object */
  async start(config: object = {}): Promise<void> {
    writeFileSync(join(this.#folder, 'tokenledger.yaml'), JSON.stringify(config));
    this.#running = spawn(process.execPath, [CLI, 'serve'], { env: await this.#env(), stdio: 'ignore' });
    const ready = `${await this.url()}/readyz`;
    await expect.poll(() => fetch(ready).then(({ status }) => status, String), { message: ready }).toBe(200);
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    if (running && running.exitCode === null) {
      const gone = once(running, 'exit');
      running.kill('SIGTERM');
      await gone;
    }
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Runs the command line on its ledger; gives what it prints. */
  async command(...args: string[]): Promise<string> {
    const options = { env: await this.#env(), maxBuffer: 10_000_000 };
    return (await promisify(execFile)(process.execPath, [CLI, ...args], options)).stdout;
  }

  /** Books records; gives the number of accepted and rejected ones. */
  async book(records: readonly object[]): Promise<[accepted: number, rejected: number]> {
    const response = await fetch(`${await this.url()}/api/v1/records`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${this.#ingestToken}` },
      body: JSON.stringify(records),
    });
    const { accepted, rejected } = (await response.json()) as { accepted: number; rejected: unknown[] };
    return [accepted, rejected.length];
  }

  async #env(): Promise<NodeJS.ProcessEnv> {
    return {
      PATH: process.env.PATH,
      TOKENLEDGER_LISTEN: await this.#address,
      TOKENLEDGER_DATA_DIR: join(this.#folder, 'data'),
      TOKENLEDGER_CONFIG: join(this.#folder, 'tokenledger.yaml'),
      // Where it is noon, as for the other stories: today has the last hours in it.
      TOKENLEDGER_TIMEZONE: process.env.TOKENLEDGER_TIMEZONE,
      TOKENLEDGER_TOKENS: `ingest:gateway:${this.#ingestToken},delegate:grafana:${this.delegateToken}`,
    };
  }
}

async function freeAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return `127.0.0.1:${port}`;
}
