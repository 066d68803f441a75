/**
 * `npm test`: everything, or the steps that are named; `e2e` alone may be followed by names of stories. The last line is
 * `N passed, N failed`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runE2e } from './e2e.mts';
import { testPackage } from './package-test.mts';
import { isInstalled, run } from './run.mts';
import { type StepResult } from './step.mts';

const [first, ...rest] = process.argv.slice(2);
const STEPS: Readonly<Record<string, () => Promise<StepResult>>> = {
  types: async () =>
    sum([await single('tsc', ['--noEmit']), await single('tsc', ['--noEmit', '-p', '.config/webpack'])]),
  lint: async () =>
    sum([await single('eslint', ['--max-warnings', '0', '.']), await single('prettier', ['--check', '.'])]),
  unit: runJest,
  backend: runGo,
  package: testPackage,
  e2e: () => runE2e(first === 'e2e' ? rest : []),
};

const names = first === undefined ? [] : first === 'e2e' ? [first] : [first, ...rest];
const unknown = names.find((name) => !(name in STEPS));
if (unknown) {
  console.error(`There is no step ${unknown}: ${Object.keys(STEPS).join(', ')}`);
  process.exit(1);
}

const results: StepResult[] = [];
for (const name of names.length > 0 ? names : Object.keys(STEPS)) {
  console.log(`\n── ${name}`);
  const start = performance.now();
  const result = await STEPS[name]!().catch((error: unknown): StepResult => {
    console.error(error);
    return { passed: 0, failed: 1, skipped: [] };
  });
  results.push(result);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`── ${name}: ${result.passed} passed, ${result.failed} failed, ${seconds} s`);
}

const total = sum(results);
console.log('');
for (const reason of total.skipped) {
  console.log(`Skipped: ${reason}`);
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

async function single(command: string, args: string[]): Promise<StepResult> {
  const { code } = await run(command, args);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] };
}

async function runJest(): Promise<StepResult> {
  const folder = mkdtempSync(join(tmpdir(), 'tokenledger-jest-'));
  try {
    const report = join(folder, 'report.json');
    const { code } = await run('jest', ['--json', '--outputFile', report, '--silent']);
    const { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests } = JSON.parse(
      readFileSync(report, 'utf8')
    ) as Record<string, number>;
    return {
      passed: numPassedTests ?? 0,
      failed: Math.max(numFailedTests ?? 0, numFailedTestSuites ?? 0, code === 0 ? 0 : 1),
      skipped: numPendingTests ? [`${numPendingTests} unit tests`] : [],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runGo(): Promise<StepResult> {
  if (!(await isInstalled('go', 'version'))) {
    return { passed: 0, failed: 0, skipped: ['the plugin’s backend: Go is not installed'] };
  }
  const vet = await single('go', ['vet', './pkg/...']);
  const { code, output } = await run('go', ['test', '-json', './pkg/...'], { quiet: true });
  const events = output.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as GoEvent] : []));
  const passed = events.filter(({ Action, Test }) => Action === 'pass' && Test).length;
  const failed = events.filter(({ Action, Test }) => Action === 'fail' && Test).length;
  if (code !== 0) {
    console.log(events.map(({ Output }) => Output ?? '').join('') || output);
  }
  return sum([vet, { passed, failed: code !== 0 ? Math.max(failed, 1) : failed, skipped: [] }]);
}

interface GoEvent {
  Action: string;
  Test?: string;
  Output?: string;
}

function sum(parts: readonly StepResult[]): StepResult {
  return {
    passed: parts.reduce((total, { passed }) => total + passed, 0),
    failed: parts.reduce((total, { failed }) => total + failed, 0),
    skipped: parts.flatMap(({ skipped }) => skipped),
  };
}
