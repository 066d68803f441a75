import { CONVENTIONS } from '../conventions';
import { type Alias } from './alias';
import { ALIASES, type AliasedField } from './aliases';
import { TAG_LISTS, TAG_PREFIXES } from './tag-names';

export const ALIAS_TABLE_START = '<!-- names: as in collector/ingest/otlp/aliases -->';
export const ALIAS_TABLE_END = '<!-- end of the names -->';

/** The names that are understood, and whose counts leave parts out, in Markdown. */
export function aliasTables(): string {
  return [
    table(['field', 'attributes, the first that is there'], fieldRows()),
    '',
    table(['counted in', 'sent by'], exclusiveRows()),
  ].join('\n');
}

function fieldRows(): string[][] {
  const fields = Object.keys(ALIASES) as AliasedField[];
  const lists = TAG_LISTS.map(({ attribute }) => `\`${attribute}\` (a list: each is \`true\`)`);
  const prefixes = TAG_PREFIXES.map(({ prefix }) => `\`${prefix}*\``);
  return [
    ...fields.map((field) => [`\`${field}\``, ALIASES[field].map(nameOf).join(', ')]),
    ['`tags`', [...prefixes, ...lists].join(', ')],
  ];
}

function nameOf({ attribute, by, only, place, reading, resource }: Alias): string {
  const notes = [
    ...(only ? [`${by} only`] : []),
    ...(place ? [`at \`${place}\``] : []),
    ...(reading === 'seconds' ? ['s'] : []),
    ...(reading === 'estimate' ? ['above 0'] : []),
    ...(resource ? ['R'] : []),
  ];
  return `\`${attribute}\`${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
}

function exclusiveRows(): string[][] {
  const titles = (left: 'inputWithoutCache' | 'outputWithoutReasoning' | 'outputFromTotal') =>
    [...new Set(CONVENTIONS.filter((convention) => convention[left]).map(({ title }) => title))].join('; ');
  return [
    ['cached tokens, into `input_tokens`', titles('inputWithoutCache')],
    ['reasoning, into `output_tokens`', titles('outputWithoutReasoning')],
    ['thoughts, as total less input, into `output_tokens`', titles('outputFromTotal')],
  ];
}

function table(titles: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  return [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
