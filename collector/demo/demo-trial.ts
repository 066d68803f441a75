import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError } from '../config/config-error';

const DAY = 86_400_000;
const FILE = 'trial.json';
const CONTENTS = z.object({ week: z.iso.date() });

/**
 * What a trial's usage follows from. What happens in it (a new model, a night out of hand) is told in days from the Monday
 * of the week in which it was first started, so that it is fresh in every trial; trials begun in one week are the same.
 */
export interface DemoTrial {
  /** That Monday, 00:00 UTC, epoch ms. */
  readonly week: number;
}

export function trialOf(now: number): DemoTrial {
  const day = Math.floor(now / DAY);
  // 1970-01-01 was a Thursday.
  return { week: (day - ((day + 3) % 7)) * DAY };
}

/** The trial of a folder, begun now if there is none; refused where a ledger is that no trial is known of. */
export function openTrial(folder: string, now: number): DemoTrial {
  const file = join(folder, FILE);
  mkdirSync(folder, { recursive: true });
  const kept = read(file);
  if (kept) {
    return kept;
  }
  refuseOtherLedger(folder);
  const trial = trialOf(now);
  writeFileSync(file, `${JSON.stringify({ week: dateOf(trial, 0) })}\n`);
  return trial;
}

/** Days from the trial's Monday to a time, with its fraction. */
export function dayOf({ week }: DemoTrial, timestamp: number): number {
  return (timestamp - week) / DAY;
}

/** A day of the trial as a date. */
export function dateOf({ week }: DemoTrial, day: number): string {
  return new Date(week + day * DAY).toISOString().slice(0, 10);
}

/**
 * A ledger without its trial is one of an older version, or nobody's trial at all. A new trial on top of it would be two
 * companies in one; and to remove it is for whoever knows that nothing in it is real.
 */
function refuseOtherLedger(folder: string): void {
  if (existsSync(join(folder, 'ledger.db'))) {
    throw new ConfigError(
      `${folder} holds a ledger, but no ${FILE} that can be read: it is of an older version, or not a trial's. ` +
        'If nothing in it is to be kept, remove the folder, and a new trial begins at the next start. ' +
        'Otherwise set TOKENLEDGER_DATA_DIR to another folder.'
    );
  }
}

function read(file: string): DemoTrial | undefined {
  try {
    return { week: Date.parse(CONTENTS.parse(JSON.parse(readFileSync(file, 'utf8'))).week) };
  } catch {
    // Not there, or not as it was written.
    return undefined;
  }
}
