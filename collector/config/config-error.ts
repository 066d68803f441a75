import { type z } from 'zod';

/** More of the same kind helps nobody. */
const MOST_LINES = 20;

/** A configuration that cannot be right. The message names each key and what is allowed. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Throws if anything was found, all of it in one message. */
export function refuseAll(findings: readonly string[]): void {
  if (findings.length > 0) {
    const more = findings.length - MOST_LINES;
    throw new ConfigError([...findings.slice(0, MOST_LINES), ...(more > 0 ? [`and ${more} more`] : [])].join('\n'));
  }
}

/** What a schema found wrong: where it is from, the key's path and what is allowed. */
export function explainIssue(issue: z.core.$ZodIssue, origin: string): string {
  const path = issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => `${path}.${key}`.replace(/^\./, '')).join(', ');
    return `${origin}: unknown key ${keys}; ${issue.message}`;
  }
  return `${origin}: ${path.replace(/^\./, '')}: ${issue.message}`;
}
