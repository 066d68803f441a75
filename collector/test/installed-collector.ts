import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { temporaryFolder } from './temporary-folder';

const ROOT = resolve(__dirname, '..', '..');
const BUILD =
  "const { buildCollector } = await import('./scripts/build-collector.mts'); await buildCollector(process.argv[1]);";

/** Writing beyond the limit fails, as on a full disk, instead of ending the process by a signal. */
const LIMITED = 'trap "" XFSZ; ulimit -f "$0"; exec "$@"';

const started = new Set<ChildProcess>();

afterAll(async () => {
  await Promise.all([...started].map((child) => ending(child, 'SIGKILL')));
});

/** A collector as npm installs it, in a folder of its own. */
export interface InstalledCollector {
  readonly bundle: string;
  readonly wrapper: string;
  /** Starts a command in the folder, with nothing in the environment but the settings. */
  start(script: string, args: readonly string[], options?: StartOptions): CollectorProcess;
}

export interface StartOptions {
  readonly env?: Record<string, string>;
  /** Options of Node itself. */
  readonly nodeOptions?: readonly string[];
  /** Largest file that the process may write, in KiB: beyond it the disk is as good as full. */
  readonly largestFileKiB?: number;
}

export interface CollectorProcess {
  readonly process: ChildProcess;
  /** Address of the collector once it is ready; rejects if it ends before. */
  ready(): Promise<string>;
  /** Sends a signal, if one is given, and waits until it and all it has started have ended. */
  end(signal?: NodeJS.Signals): Promise<Ended>;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly errors: string;
}

/** Builds the collector and lays it out as the package does. */
export function installCollector(): InstalledCollector {
  const folder = temporaryFolder();
  const bundle = join(folder, 'build', 'tokenledger.cjs');
  const wrapper = join(folder, 'collector', 'bin.cjs');
  execFileSync(process.execPath, ['--input-type=module', '-e', BUILD, dirname(bundle)], { cwd: ROOT });
  for (const path of [wrapper, join(folder, 'node_modules', runtimePackage(), 'bin', 'node')]) {
    mkdirSync(dirname(path), { recursive: true });
  }
  copyFileSync(join(ROOT, 'collector', 'bin.cjs'), wrapper);
  symlinkSync(process.execPath, join(folder, 'node_modules', runtimePackage(), 'bin', 'node'));
  symlinkSync(dirname(require.resolve('better-sqlite3/package.json')), join(folder, 'node_modules', 'better-sqlite3'));
  return { bundle, wrapper, start: (script, args, options) => start(folder, script, args, options) };
}

function runtimePackage(): string {
  return `node-${process.platform}-${process.arch}`;
}

function start(cwd: string, script: string, args: readonly string[], options: StartOptions = {}): CollectorProcess {
  const [command, ...rest] = [
    ...(options.largestFileKiB === undefined ? [] : ['bash', '-c', LIMITED, String(options.largestFileKiB)]),
    process.execPath,
    ...(options.nodeOptions ?? []),
    script,
    ...args,
  ];
  const child = spawn(command!, rest, {
    cwd,
    env: { TOKENLEDGER_LISTEN: '127.0.0.1:0', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.add(child);
  let [output, errors] = ['', ''];
  const address = new Promise<string>((found) => {
    createInterface(child.stdout).on('line', (line) => {
      output += `${line}\n`;
      const url = /"url":"([^"]+)".*"collector is ready"/.exec(line)?.[1];
      if (url) {
        found(url);
      }
    });
  });
  child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()));
  const ended = once(child, 'close').then((event): Ended => {
    started.delete(child);
    const [code, signal] = event as [number | null, NodeJS.Signals | null];
    return { code, signal, output, errors };
  });
  const early = ended.then(({ errors: reason }) =>
    Promise.reject(new Error(`It ended before it was ready: ${reason}`))
  );
  early.catch(() => undefined);
  return {
    process: child,
    ready: () => Promise.race([address, early]),
    end: async (signal) => {
      if (signal) {
        child.kill(signal);
      }
      return ended;
    },
  };
}

async function ending(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const closed = once(child, 'close');
  child.kill(signal);
  await closed;
}
