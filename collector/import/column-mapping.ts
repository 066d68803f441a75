import { readFileSync } from 'node:fs';
import { parse as parseYaml, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { ConfigError, explainIssue } from '../config/config-error';
import { strict } from '../config/strict';
import { isFieldName } from '../ingest/fields';
import { type Fields } from './import-row';
import { multiplyDecimal } from './multiply-decimal';
import { timeReader } from './read-time-format';

const TAG = /^tags?\.(.+)$/;
const NO_FIELD = 'must be a field of the usage record (docs/records.md) or tags.<key>';

const target = z.string().refine((name) => isFieldName(name) || TAG.test(name), { error: NO_FIELD });

const column = strict({
  field: target,
  format: z.string().optional(),
  zone: z.string().optional(),
  multiply: z
    .union([z.number(), z.string()])
    .transform(String)
    .refine((factor) => multiplyDecimal('1', factor) !== undefined, { error: 'must be a number, for instance 0.01' })
    .optional(),
  decimal_comma: z.boolean().optional(),
}).superRefine(({ format, zone, multiply, decimal_comma: comma }, context) => {
  const refuse = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message });
  if (format === undefined) {
    if (zone !== undefined) {
      refuse('zone', 'needs a format: how the times of this zone are written');
    }
    return;
  }
  if (multiply !== undefined || comma !== undefined) {
    refuse('format', 'is for times, which are neither multiplied nor have a decimal comma');
  }
  try {
    timeReader(format, zone ?? 'UTC');
  } catch (error) {
    refuse(error instanceof RangeError && error.message.includes('pattern') ? 'format' : 'zone', messageOf(error));
  }
});

/** A column's field alone, or with how its cells are written. */
const SCHEMA = strict({
  columns: z
    .record(
      z.string(),
      z.preprocess((value) => (typeof value === 'string' ? { field: value } : value), column)
    )
    .default({}),
  constants: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .default({})
    .superRefine((values, context) =>
      Object.keys(values)
        .filter((name) => !target.safeParse(name).success)
        .forEach((name) => context.addIssue({ code: 'custom', path: [name], message: NO_FIELD }))
    ),
  ignore: z.array(z.string()).default([]),
  delimiter: z.string().length(1).optional(),
});

export type ColumnMapping = z.infer<typeof SCHEMA>;
export type MappedColumn = ColumnMapping['columns'][string];

export const NO_MAPPING: ColumnMapping = SCHEMA.parse({});

/** The key of a tag that a name stands for (`tags.app`), or undefined. */
export function tagOf(name: string): string | undefined {
  return TAG.exec(name)?.[1];
}

/** What a column is: by the mapping, else by its name (`Input Tokens` is `input_tokens`), else unknown. */
export function columnOf(name: string, { columns, ignore }: ColumnMapping): MappedColumn | 'ignored' | undefined {
  if (ignore.includes(name) || name === '') {
    return 'ignored';
  }
  if (Object.hasOwn(columns, name)) {
    return columns[name];
  }
  if (tagOf(name) !== undefined) {
    return { field: name };
  }
  const field = name.toLowerCase().replace(/[\s-]+/g, '_');
  return isFieldName(field) ? { field } : undefined;
}

/** Reads a mapping file; what cannot be right is named with its path. */
export function readMapping(file: string): ColumnMapping {
  let value: unknown;
  try {
    value = parseYaml(readFileSync(file, 'utf8')) ?? {};
  } catch (error) {
    throw new ConfigError(
      error instanceof YAMLParseError ? `${file}: is no YAML: ${error.message}` : `--mapping ${file}: cannot be read`
    );
  }
  const parsed = SCHEMA.safeParse(value);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => explainIssue(issue, file)).join('\n'));
  }
  return parsed.data;
}

/** A record with the constants of the mapping in the fields that it lacks. */
export function withConstants(record: Fields, { constants }: Pick<ColumnMapping, 'constants'>): Fields {
  const entries = Object.entries(constants);
  if (entries.length === 0) {
    return record;
  }
  const filled: Record<string, unknown> = { ...record };
  const tags: Record<string, unknown> = { ...(record.tags as object | undefined) };
  for (const [name, value] of entries) {
    const key = tagOf(name);
    if (key !== undefined) {
      tags[key] ??= value;
    } else if (filled[name] === undefined || filled[name] === null || filled[name] === '') {
      filled[name] = value;
    }
  }
  return Object.keys(tags).length > 0 ? { ...filled, tags } : filled;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
