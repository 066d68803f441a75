import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../config/config-error';
import { temporaryFolder } from '../test/temporary-folder';
import { dateOf, dayOf, openTrial, trialOf } from './demo-trial';

const MONDAY = Date.UTC(2026, 2, 2);
const DAY = 86_400_000;

test('a trial is told by the Monday of its first week', () => {
  for (let day = 0; day < 7; day += 1) {
    expect(trialOf(MONDAY + day * DAY)).toEqual({ week: MONDAY });
    expect(trialOf(MONDAY + (day + 1) * DAY - 1)).toEqual({ week: MONDAY });
  }
  expect(trialOf(MONDAY - 1)).toEqual({ week: MONDAY - 7 * DAY });
});

test('days count from that Monday', () => {
  expect(dayOf({ week: MONDAY }, MONDAY - 1.5 * DAY)).toBe(-1.5);
  expect(dateOf({ week: MONDAY }, -2)).toBe('2026-02-28');
});

test('a folder keeps its trial, however late it is started again', () => {
  const folder = join(temporaryFolder(), 'new');
  const trial = openTrial(folder, MONDAY + 3 * DAY);
  expect(trial).toEqual({ week: MONDAY });
  expect(openTrial(folder, MONDAY + 300 * DAY)).toEqual(trial);
});

test.each([
  ['without its trial', null],
  ['beside a trial that cannot be read', '{"week":'],
])('a ledger %s is left as it is, and the start is refused', (_, file) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'ledger.db'), 'real records, for all that is known');
  if (file !== null) {
    writeFileSync(join(folder, 'trial.json'), file);
  }
  const before = readdirSync(folder);
  expect(() => openTrial(folder, MONDAY)).toThrow(ConfigError);
  expect(() => openTrial(folder, MONDAY)).toThrow(`${folder} holds a ledger`);
  expect(readdirSync(folder)).toEqual(before);
  expect(readFileSync(join(folder, 'ledger.db'), 'utf8')).toBe('real records, for all that is known');
});

test('a ledger with its trial goes on', () => {
  const folder = temporaryFolder();
  const trial = openTrial(folder, MONDAY);
  writeFileSync(join(folder, 'ledger.db'), '');
  expect(openTrial(folder, MONDAY + 9 * DAY)).toEqual(trial);
});

test('a file that cannot be read begins the trial anew where there is no ledger', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'trial.json'), '{"week":');
  expect(openTrial(folder, MONDAY)).toEqual({ week: MONDAY });
  expect(openTrial(folder, MONDAY + 9 * DAY)).toEqual({ week: MONDAY });
});
