import { z } from 'zod';
import { type ContentSettings } from './settings';
import { strict } from './strict';

const DAY_MS = 86_400_000;

/** Whether prompts and answers are kept. */
export const CAPTURE_SCHEMA = z.enum(['none', 'content'], { error: 'must be none or content' }).default('none');

/** How long, and how much of them. */
export const CONTENT_SCHEMA = strict({
  retention_days: wholeNumber(1, 3_650).default(30),
  max_bytes: wholeNumber(1_024, 1_048_576).default(65_536),
});

type ContentConfig = z.output<typeof CONTENT_SCHEMA>;

export function contentFromConfig(
  capture: z.output<typeof CAPTURE_SCHEMA>,
  { retention_days, max_bytes }: ContentConfig
): ContentSettings {
  return { capture: capture === 'content', retentionMs: retention_days * DAY_MS, maxBytes: max_bytes };
}

export function contentText({ retention_days, max_bytes }: ContentConfig): string {
  return `retention_days ${retention_days}, max_bytes ${max_bytes}`;
}

function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}
