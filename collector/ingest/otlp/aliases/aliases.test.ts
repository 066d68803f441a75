import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIELD_SCHEMAS } from '../../fields';
import { type Alias } from './alias';
import { ALIAS_TABLE_END, ALIAS_TABLE_START, aliasTables } from './alias-table';
import { ALIASES, type AliasedField, RESPONSE_IDS } from './aliases';
import { conventionOf, CONVENTIONS } from '../conventions';
import { type Origin } from '../items';
import { readFields, readResponseId, type Source, sourceOf } from '../read-fields';
import { readMetadata } from '../read-metadata';

const FIELDS = Object.keys(ALIASES) as AliasedField[];
const NUMBERS = /tokens|cost|_ms|status_code/;
const EACH = FIELDS.flatMap((field) =>
  ALIASES[field].map((alias: Alias): [string, string, AliasedField, Alias] => [
    `${alias.attribute}${alias.place ? ` at ${alias.place}` : ''}`,
    alias.by,
    field,
    alias,
  ])
);

/** A value that a field takes, as the attribute has it, and as the record does. */
function sampleOf(field: AliasedField, { reading }: Alias): [attribute: string | number | boolean, read: unknown] {
  if (reading === 'seconds') {
    return [0.4075, 407.5];
  }
  if (field === 'stream') {
    return ['True', true];
  }
  return field === 'status_code' ? [429, 429] : NUMBERS.test(field) ? [407, 407] : ['some text', 'some text'];
}

const PLACES_OF_CONVENTIONS: Readonly<Record<string, Origin>> = {
  'claude-code': originOf('com.anthropic.claude_code.events'),
  codex: originOf('codex_otel.log_only'),
  'pydantic-ai': originOf('pydantic-ai'),
  logfire: originOf('logfire.openai'),
  'gemini-cli': originOf('gemini-cli'),
  strands: originOf('strands.telemetry.tracer'),
};

function originOf(scope: string, resource: Record<string, unknown> = {}): Origin {
  return { scope: { name: scope, version: '' }, resource: new Map(Object.entries(resource)) };
}

function sourceFor(alias: Alias, value: unknown): Source {
  const origin = alias.only ? PLACES_OF_CONVENTIONS[alias.only]! : originOf('test');
  return sourceOf(origin, new Map([[alias.attribute, alias.place ? JSON.stringify(nest(alias.place, value)) : value]]));
}

/** An object, or a list where a part of the place is a number, with the value at a place. */
function nest(place: string, value: unknown): unknown {
  return place
    .replace('*', '')
    .split('.')
    .reduceRight<unknown>((inner, key) => (/^\d+$/.test(key) ? [inner] : { [key]: inner }), value);
}

test.each(EACH)('%s of %s is %s', (_name, _by, field, alias) => {
  const [attribute, read] = sampleOf(field, alias);
  const row = readFields(sourceFor(alias, attribute));
  expect(row[field]).toBe(read);
  expect(FIELD_SCHEMAS[field].safeParse(row[field]).success).toBe(true);
});

test.each(EACH.filter(([, , , alias]) => alias.resource))(
  '%s of %s is %s on the resource too',
  (_n, _b, field, alias) => {
    const origin = alias.only ? PLACES_OF_CONVENTIONS[alias.only]! : originOf('test');
    const resource = new Map([[alias.attribute, 'of the resource']]);
    const source = sourceOf({ ...origin, resource }, new Map());
    expect(readFields(source)[field]).toBe('of the resource');
  }
);

const LIMITED = EACH.filter(
  ([, , field, { attribute, only }]) =>
    only !== undefined && !ALIASES[field].some((other: Alias) => other.attribute === attribute && !other.only)
);

test.each(LIMITED)('%s of %s is no %s elsewhere', (_n, _b, field, alias) => {
  const [attribute] = sampleOf(field, alias);
  const source = sourceOf(originOf('elsewhere'), new Map([[alias.attribute, attribute]]));
  expect(readFields(source)[field]).toBeUndefined();
  expect(readMetadata(source)[alias.attribute]).toBe(attribute);
});

test.each(FIELDS)('of all names of %s the first counts', (field) => {
  const plain = ALIASES[field].filter((alias: Alias) => !alias.only && !alias.place);
  const attributes = new Map<string, unknown>();
  plain
    .toReversed()
    .forEach((alias: Alias, index) => attributes.set(alias.attribute, sampleOf(field, alias)[0] ?? index));
  const [first] = plain;
  if (first) {
    const only = readFields(sourceOf(originOf('test'), new Map([[first.attribute, attributes.get(first.attribute)]])));
    expect(readFields(sourceOf(originOf('test'), attributes))[field]).toEqual(only[field]);
  }
});

test.each(RESPONSE_IDS.map((alias): [string, Alias] => [`${alias.attribute} ${alias.place ?? ''}`, alias]))(
  'the id of the answer is read from %s',
  (_, alias) => {
    expect(readResponseId(sourceFor(alias, 'chatcmpl-1'))).toBe('chatcmpl-1');
  }
);

test('no field names an attribute twice, and every convention that one is limited to is there', () => {
  for (const field of FIELDS) {
    const names = ALIASES[field].map(({ attribute, place, only }: Alias) => JSON.stringify([attribute, place, only]));
    expect(names).toEqual([...new Set(names)]);
  }
  const limited = EACH.flatMap(([, , , { only }]) => (only ? [only] : []));
  expect(CONVENTIONS.map(({ id }) => id)).toEqual(expect.arrayContaining(limited));
});

test('what an SDK reckons as 0 is no cost, and an empty text is no value', () => {
  const attributes = new Map<string, unknown>([
    ['gen_ai.usage.cost', 0],
    ['user.id', ''],
    ['enduser.id', 'ada'],
    ['service.name', 'unknown_service:python'],
  ]);
  expect(readFields(sourceOf(originOf('test'), attributes))).toEqual({ user: 'ada' });
});

test.each([
  'gcp.vertex.agent',
  'Microsoft.Semantic_Kernel',
  'Semantic Kernel',
  '_OTHER',
  'Pydantic-AI',
  'openai-agents',
])('the framework %s is no provider', (name) => {
  const attributes = new Map([['gen_ai.system', name]]);
  expect(readFields(sourceOf(originOf('test'), attributes))).toEqual({});
  expect(readFields(sourceOf(originOf('test'), attributes.set('llm.provider', 'openai')))).toEqual({
    provider: 'openai',
  });
});

test('sources that leave cached tokens or reasoning out have them counted in', () => {
  const claude = new Map<string, unknown>([
    ['input_tokens', '10'],
    ['cache_read_tokens', 100],
    ['cache_creation_tokens', 5],
  ]);
  expect(readFields(sourceOf(PLACES_OF_CONVENTIONS['claude-code']!, claude))).toMatchObject({ input_tokens: 115 });
  expect(conventionOf(originOf('ai'), new Map(), 'google.vertex').outputWithoutReasoning).toBe(true);
});

test('the documentation lists the very names that are understood', () => {
  const page = readFileSync(join(__dirname, '../../../../docs/otlp.md'), 'utf8');
  const listed = page.slice(page.indexOf(ALIAS_TABLE_START), page.indexOf(ALIAS_TABLE_END));
  const plain = (text: string) =>
    text
      .replaceAll(/-{3,}/g, '---')
      .replaceAll(/[^\S\n]+/g, ' ')
      .trim();
  expect(plain(listed)).toBe(plain(`${ALIAS_TABLE_START}\n\n${aliasTables()}`));
});
