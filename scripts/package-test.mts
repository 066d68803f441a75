import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startChild, waitFor } from './child.mts';
import { run } from './run.mts';
import { type StepResult } from './step.mts';

/** Most packages that the collector alone may bring along. */
const MOST_PACKAGES = 40;

/** Installs the collector as users do, without anything the browser needs, and runs it. */
export async function testPackage(): Promise<StepResult> {
  const folder = mkdtempSync(join(tmpdir(), 'tokenledger-package-'));
  try {
    await must('npm', ['pack', '--pack-destination', folder, '--loglevel', 'error']);
    const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'))!;
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    await must(
      'npm',
      ['install', '--omit=dev', '--no-audit', '--no-fund', '--loglevel', 'error', `./${archive}`],
      folder
    );
    return check([
      [`the collector alone installs fewer than ${MOST_PACKAGES} packages`, countPackages(folder) < MOST_PACKAGES],
      ['the installed collector answers a question, serves until SIGTERM and exits 0', await serves(folder)],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function serves(folder: string): Promise<boolean> {
  const address = `127.0.0.1:${await freePort()}`;
  const collector = startChild(join(folder, 'node_modules', '.bin', 'tokenledger'), ['serve'], {
    cwd: folder,
    logFile: join(folder, 'collector.log'),
    env: { TOKENLEDGER_LISTEN: address },
  });
  await waitFor(`http://${address}/readyz`, collector.process, 30_000);
  const answer = await fetch(`http://${address}/api/v1/records`);
  await collector.stop();
  return answer.ok && collector.process.exitCode === 0;
}

function countPackages(folder: string): number {
  const names = readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
  return names.flatMap((name) => (name.startsWith('@') ? readdirSync(join(folder, 'node_modules', name)) : [name]))
    .length;
}

async function must(command: string, args: string[], cwd?: string): Promise<void> {
  const { code, output } = await run(command, args, { quiet: true, ...(cwd ? { cwd } : {}) });
  if (code !== 0) {
    throw new Error(`${command} ${args.join(' ')} failed:\n${output}`);
  }
}

function check(checks: ReadonlyArray<readonly [title: string, holds: boolean]>): StepResult {
  for (const [title, holds] of checks) {
    console.log(`${holds ? '✓' : '✗'} ${title}`);
  }
  const passed = checks.filter(([, holds]) => holds).length;
  return { passed, failed: checks.length - passed, skipped: [] };
}
