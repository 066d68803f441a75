import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../test/temporary-folder';
import { loadSettings } from './load';

function load(yaml: string, env: Record<string, string> = {}) {
  const file = join(temporaryFolder(), 'tokenledger.yaml');
  writeFileSync(file, yaml);
  return loadSettings({ TOKENLEDGER_CONFIG: file, ...env });
}

const reported = (loaded: ReturnType<typeof load>) => loaded.report.find(({ key }) => key === 'limits');

test('limits are 30 s and two readers, or what the file and the environment say, and are printed', () => {
  expect(load('').settings.limits).toEqual({ seconds: 30, readers: 2 });
  expect(load('limits: { query_seconds: 5 }').settings.limits).toEqual({ seconds: 5, readers: 2 });
  const fromEnv = load('limits: { query_seconds: 5 }', { TOKENLEDGER_LIMITS: '{ query_readers: 4 }' });
  expect(fromEnv.settings.limits).toEqual({ seconds: 30, readers: 4 });
  expect(reported(fromEnv)).toMatchObject({ value: 'query_seconds 30, query_readers 4', source: 'environment' });
});

test.each([
  ['limits: { query_seconds: 0 }', 'limits.query_seconds: must be a whole number from 1 to 3600'],
  ['limits: { query_seconds: 3601 }', 'limits.query_seconds: must be a whole number from 1 to 3600'],
  ['limits: { query_seconds: "30" }', 'limits.query_seconds: must be a whole number from 1 to 3600'],
  ['limits: { query_readers: 1.5 }', 'limits.query_readers: must be a whole number from 1 to 32'],
  ['limits: { query_readers: 33 }', 'limits.query_readers: must be a whole number from 1 to 32'],
  ['limits: { seconds: 5 }', 'unknown key limits.seconds; allowed are query_seconds, query_readers'],
])('%s is refused: %s', (yaml, message) => {
  expect(() => load(yaml)).toThrow(message);
});
