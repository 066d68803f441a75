import { spawn, type SpawnOptions } from 'node:child_process';
import { delimiter, join } from 'node:path';

/** Top of the project. */
export const ROOT = join(import.meta.dirname, '..');

/** The environment with the project's own tools first, among them its Node. */
export function toolEnv(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const path = [join(ROOT, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
  return { ...process.env, PATH: path, ...extra };
}

export interface Finished {
  readonly code: number;
  /** Both streams, as far as they were captured. */
  readonly output: string;
}

/** Runs a command to its end. Its output is shown, or captured only if `quiet`. */
export function run(
  command: string,
  args: string[],
  { quiet = false, env = {}, cwd = ROOT }: { quiet?: boolean; env?: Record<string, string>; cwd?: string } = {}
): Promise<Finished> {
  const options: SpawnOptions = {
    cwd,
    env: toolEnv(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  };
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, options);
    child.stdout?.on('data', (data: Buffer) => {
      output += data.toString();
      if (!quiet) process.stdout.write(data);
    });
    child.stderr?.on('data', (data: Buffer) => {
      output += data.toString();
      if (!quiet) process.stderr.write(data);
    });
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Whether a command can be run here. */
export async function isInstalled(command: string, versionFlag: string): Promise<boolean> {
  return (await run(command, [versionFlag], { quiet: true })).code === 0;
}
