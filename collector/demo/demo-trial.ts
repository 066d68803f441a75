import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

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

/** The trial of a folder, begun now if there is none. */
export function openTrial(folder: string, now: number): DemoTrial {
  const file = join(folder, FILE);
  mkdirSync(folder, { recursive: true });
  const kept = read(file);
  if (kept) {
    return kept;
  }
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

function read(file: string): DemoTrial | undefined {
  try {
    return { week: Date.parse(CONTENTS.parse(JSON.parse(readFileSync(file, 'utf8'))).week) };
  } catch {
    // Not there, or not as it was written: the same week is the next best.
    return undefined;
  }
}
