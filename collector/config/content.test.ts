import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../test/temporary-folder';
import { loadSettings } from './load';

const DAY = 86_400_000;

function load(yaml: string, env: Record<string, string> = {}) {
  const file = join(temporaryFolder(), 'tokenledger.yaml');
  writeFileSync(file, yaml);
  return loadSettings({ TOKENLEDGER_CONFIG: file, ...env });
}

test('prompts and answers are dropped unless the file or the environment says that they are kept', () => {
  expect(load('').settings.content).toEqual({ capture: false, retentionMs: 30 * DAY, maxBytes: 65_536 });
  expect(load('content: { retention_days: 90 }').settings.content.capture).toBe(false);
  expect(load('capture: none').settings.content.capture).toBe(false);
  expect(load('', { TOKENLEDGER_CAPTURE: 'content' }).settings.content.capture).toBe(true);
  expect(load('{ capture: content, content: { retention_days: 7, max_bytes: 2048 } }').settings.content).toEqual({
    capture: true,
    retentionMs: 7 * DAY,
    maxBytes: 2_048,
  });
});

test('a change of it is put on record at the start', () => {
  expect(load('').audited.capture).toEqual([]);
  expect(load('capture: content').audited.capture).toEqual([
    { capture: 'content', retention_days: 30, max_bytes: 65_536 },
  ]);
});

test.each([
  ['capture: true', 'capture: must be none or content'],
  ['capture: all', 'capture: must be none or content'],
  ['content: { retention_days: 0 }', 'content.retention_days: must be a whole number from 1 to 3650'],
  ['content: { retention_days: "7" }', 'content.retention_days: must be a whole number from 1 to 3650'],
  ['content: { max_bytes: 100 }', 'content.max_bytes: must be a whole number from 1024 to 1048576'],
  ['content: { days: 5 }', 'unknown key content.days; allowed are retention_days, max_bytes'],
])('%s is refused: %s', (yaml, message) => {
  expect(() => load(yaml)).toThrow(message);
});
