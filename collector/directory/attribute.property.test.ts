import fc from 'fast-check';
import { type UsageRecord } from '../../contract/record';
import { usageRecord } from '../test/pricing';
import { attribute, stripAttribution } from './attribute';
import { createDirectory } from './directory';
import {
  DERIVED_FIELDS,
  type DerivedValues,
  type DirectoryEntry,
  type DirectoryLists,
  type DirectoryRule,
} from './entries';

const NAMES = ['a', 'b', 'ab', 'a*b', 'constructor', '__proto__'];
const name = fc.constantFrom(...NAMES);
const pattern = fc.oneof(name, fc.constantFrom('*', 'a*', '*b'));

function dated<T extends object>(rest: fc.Arbitrary<T>) {
  return fc
    .tuple(rest, fc.option(fc.nat(9), { nil: -Infinity }), fc.option(fc.nat(9), { nil: Infinity }))
    .map(([entry, from, to]) => ({ ...entry, from, to, origin: '' }));
}

function entries(...fields: Array<keyof DerivedValues>): fc.Arbitrary<DirectoryEntry[]> {
  const values = fc.record(Object.fromEntries(fields.map((field) => [field, name])), { requiredKeys: [] });
  return fc.uniqueArray(dated(fc.record({ name, values })), {
    maxLength: 8,
    selector: (entry) => `${entry.name} ${entry.from}`,
  });
}

const set = fc.record(Object.fromEntries(DERIVED_FIELDS.map((field) => [field, name])), { requiredKeys: [] });
const keys = ['user', 'api_key', 'team', 'task', 'endpoint', 'tag.x', 'tag.toString'];
const match = fc.record(Object.fromEntries(keys.map((key) => [key, pattern])), { requiredKeys: [] });

const lists: fc.Arbitrary<DirectoryLists> = fc.record({
  users: entries('team'),
  keys: entries('project', 'team'),
  teams: entries('organization'),
  rules: fc.array(dated(fc.record({ match, set }) as fc.Arbitrary<Pick<DirectoryRule, 'match' | 'set'>>), {
    maxLength: 8,
  }),
});

const fields = ['user', 'api_key', 'endpoint', 'team', 'project', 'task', 'organization'];
const record: fc.Arbitrary<UsageRecord> = fc
  .tuple(
    fc.record(Object.fromEntries(fields.map((field) => [field, name])), { requiredKeys: [] }),
    fc.option(fc.record({ x: name, toString: name }, { requiredKeys: [] }), { nil: undefined }),
    fc.nat(9)
  )
  .map(([own, tags, timestamp]) => ({
    ...usageRecord({ ...own, timestamp }),
    ...(tags ? { tags: tags } : {}),
  }));

type Texts = Partial<Record<string, string>>;

/** The same by walking every list from end to end, field by field. */
function naive(call: UsageRecord, { users, keys: labels, teams, rules }: DirectoryLists): UsageRecord {
  const given = call as unknown as Texts;
  const found: Record<string, [value: string, by: string]> = {};
  const valueOf = (field: string) => given[field] ?? found[field]?.[0];
  const holds = ({ from, to }: { from: number; to: number }) => from <= call.timestamp && call.timestamp < to;
  const fill = (values: DerivedValues | undefined, by: string) => {
    for (const [field, value] of Object.entries(values ?? {})) {
      found[field] = valueOf(field) === undefined ? [value, by] : found[field]!;
    }
  };
  const youngest = (list: readonly DirectoryEntry[], wanted: string | undefined) => {
    const held = list.filter((entry) => entry.name === wanted && holds(entry));
    return held.find(({ from }) => held.every((other) => other.from <= from))?.values;
  };
  fill(youngest(users, call.user), 'directory:users');
  fill(youngest(labels, call.api_key), 'directory:keys');
  const seen = new Map(['user', 'api_key', 'team', 'task', 'endpoint'].map((key) => [key, valueOf(key)]));
  for (const [key, value] of Object.entries(call.tags ?? {})) {
    seen.set(`tag.${key}`, value);
  }
  const matches = (rule: DirectoryRule) =>
    holds(rule) &&
    Object.entries(rule.match).every(([key, text]) => {
      const value = seen.get(key);
      return value !== undefined && new RegExp(`^${text.replaceAll('*', '.*')}$`).test(value);
    });
  rules.map(matches).forEach((fits, index) => fill(fits ? rules[index]!.set : undefined, `rule:${index + 1}`));
  fill(youngest(teams, valueOf('team')), 'directory:teams');
  const kept = Object.entries(found).filter(([, pair]) => pair !== undefined);
  return {
    ...call,
    ...Object.fromEntries(kept.map(([field, [value]]) => [field, value])),
    ...(kept.length > 0 ? { attributed: Object.fromEntries(kept.map(([field, [, by]]) => [field, by])) } : {}),
  };
}

test('what the directory fills is what walking all of its entries gives', () => {
  fc.assert(
    fc.property(record, lists, (call, all) => {
      const after = attribute(call, createDirectory(all));
      expect(after).toEqual(naive(call, all));
      expect(stripAttribution(after)).toEqual(call);
    }),
    { numRuns: 3_000 }
  );
});
