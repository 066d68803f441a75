import { type ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { createServer } from 'node:net';
import { ROOT, toolEnv } from './run.mts';

const STOP_TIMEOUT_MS = 15_000;

export interface RunningChild {
  readonly process: ChildProcess;
  /** Ends it by SIGTERM, by SIGKILL if it does not go. */
  stop(): Promise<void>;
}

/** Starts a server. Its output goes to a file, or is shown if there is none. */
export function startChild(
  command: string,
  args: string[],
  { env = {}, cwd = ROOT, logFile }: { env?: Record<string, string>; cwd?: string; logFile?: string } = {}
): RunningChild {
  const output = logFile ? openSync(logFile, 'a') : 'inherit';
  const child = spawn(command, args, { cwd, env: toolEnv(env), stdio: ['ignore', output, output] });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return {
    process: child,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
        child.kill('SIGTERM');
        const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
        await gone;
        clearTimeout(timer);
      }
    },
  };
}

/** Waits until a URL answers 200; rejects if the process ends before, or after a while. */
export async function waitFor(url: string, child: ChildProcess, timeoutMs = 120_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.pid === undefined) {
      throw new Error(`It ended with code ${child.exitCode} before ${url} answered`);
    }
    const ok = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.ok,
      () => false
    );
    if (ok) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${url} did not answer within ${timeoutMs / 1000} s`);
}

/** The preferred port if it is free on loopback, else one that is. */
export async function freePort(preferred = 0): Promise<number> {
  return (await tryPort(preferred)) ?? (await tryPort(0)) ?? preferred;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
