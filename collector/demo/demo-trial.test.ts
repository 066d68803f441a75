import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

test('a file that cannot be read begins the trial anew', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'trial.json'), '{"week":');
  expect(openTrial(folder, MONDAY)).toEqual({ week: MONDAY });
  expect(openTrial(folder, MONDAY + 9 * DAY)).toEqual({ week: MONDAY });
});
