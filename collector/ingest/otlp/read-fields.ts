import { type Alias } from './aliases/alias';
import { ALIASES, type AliasedField, RESPONSE_IDS } from './aliases/aliases';
import { type Convention, conventionOf } from './conventions';
import { type Origin } from './items';
import { type Attributes } from './plain-value';
import { readTags } from './read-tags';
import { numberOf, readAs, valueAt } from './read-value';

/** A record as JSON has it. */
export type Row = Record<string, unknown>;

/** Attributes of one item with those of its resource. */
export interface Source {
  readonly origin: Origin;
  readonly attributes: Attributes;
  readonly convention: Convention;
}

/** What is needed to read an item. */
export function sourceOf(origin: Origin, attributes: Attributes): Source {
  const unnamed = { origin, attributes, convention: NO_CONVENTION };
  const named = [readField('provider', unnamed), readField('model', unnamed)];
  const provider = named.filter((value) => typeof value === 'string').join(' ');
  return { ...unnamed, convention: conventionOf(origin, attributes, provider) };
}

const NO_CONVENTION: Convention = { id: '', title: '', match: {} };

/** The value of a field; undefined if no attribute has one. */
export function readField(field: AliasedField, source: Source): unknown {
  return firstOf(ALIASES[field], source);
}

/** The provider's id of the answer; undefined if it is not told. */
export function readResponseId(source: Source): string | undefined {
  const id = firstOf(RESPONSE_IDS, source);
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** All fields that attributes tell of, counts as the ledger has them, and what no field is read from as metadata. */
export function readFields(source: Source): Row {
  const row: Row = {};
  for (const field of Object.keys(ALIASES) as AliasedField[]) {
    const value = readField(field, source);
    if (value !== undefined) {
      row[field] = value;
    }
  }
  includeParts(row, source.convention);
  if (source.convention.outputFromTotal) {
    includeThoughts(row, source.attributes.get('gen_ai.usage.total_tokens'));
  }
  const tags = readTags(source.attributes);
  if (Object.keys(tags).length > 0) {
    row.tags = tags;
  }
  return row;
}

function firstOf(aliases: readonly Alias[], { origin, attributes, convention }: Source): unknown {
  for (const { attribute, only, place, reading, resource } of aliases) {
    if (only !== undefined && only !== convention.id) {
      continue;
    }
    const found = attributes.get(attribute) ?? (resource ? origin.resource.get(attribute) : undefined);
    if (found === undefined) {
      continue;
    }
    const value = readAs(reading, place === undefined ? found : valueAt(attributes, attribute, found, place));
    if (value !== undefined && value !== null && value !== '' && !isUnnamedService(attribute, value)) {
      return value;
    }
  }
  return undefined;
}

/** What an SDK calls a service that was given no name. */
function isUnnamedService(attribute: string, value: unknown): boolean {
  return attribute === 'service.name' && typeof value === 'string' && value.startsWith('unknown_service');
}

/** Counts as the ledger has them: the whole contains its parts. What is no number is left for the record's own check. */
function includeParts(row: Row, { inputWithoutCache, outputWithoutReasoning }: Convention): void {
  const add = (whole: string, parts: readonly string[]) => {
    const counts = [whole, ...parts].map((field) => (row[field] === undefined ? 0 : numberOf(row[field])));
    if (parts.some((field) => row[field] !== undefined) && counts.every((count) => count !== undefined)) {
      row[whole] = counts.reduce((sum, count) => sum + count, 0);
    }
  };
  if (inputWithoutCache) {
    add('input_tokens', ['cache_read_tokens', 'cache_write_tokens']);
  }
  if (outputWithoutReasoning) {
    add('output_tokens', ['reasoning_tokens']);
  }
}

/** What is in the total and in neither of its parts are thoughts. */
function includeThoughts(row: Row, total: unknown): void {
  const [output, rest] = [numberOf(row.output_tokens), (numberOf(total) ?? 0) - (numberOf(row.input_tokens) ?? 0)];
  if (output !== undefined && rest > output) {
    row.output_tokens = rest;
  }
}
