import { type DimensionId, emptyGroup } from '../../contract/dimensions';
import { type Scope } from '../access/scope';
import { Pattern } from '../store/pattern';
import { type Filter } from '../store/store';
import { type Plan } from './plan';
import { compareNames, groupKey, type GroupTotals } from './rank-groups';
import { type Read } from './read-period';

/** A model that has a price of the ledger's own. Without a provider: whoever provides it. */
export interface PricedModel {
  readonly provider?: string;
  readonly model: string;
}

/**
 * Groups that are known but have no record in the range, by name: those of records of any other time, and models with a
 * price of the ledger's own. Null: they are not asked for.
 *
 * @param used - all groups that have records in the range
 */
export async function readUnused(
  { question, known }: Plan,
  used: readonly GroupTotals[],
  scope: Scope,
  read: Read,
  pricedModels: readonly PricedModel[] = []
): Promise<string[][] | null> {
  if (!known) {
    return null;
  }
  const seen = new Map(used.map(({ group }) => [groupKey(group), group]));
  const unused = new Map<string, string[]>();
  const add = (group: readonly string[]) => {
    const key = groupKey(group);
    if (!seen.has(key)) {
      unused.set(key, [...group]);
    }
  };
  (await read(known)).forEach(({ group }) => add(group as readonly string[]));
  const everUsed = [...seen.values(), ...unused.values()];
  // Prices are nobody's records: only those who see all records are told of them.
  const priced = scope.rows === 'all' ? pricedGroups(question.groupBy, question.filters, pricedModels, everUsed) : [];
  priced.forEach(add);
  return [...unused.values()].sort(compareNames);
}

/** The groups of priced models, where groups are models or providers and the filters ask for nothing else. */
function pricedGroups(
  groupBy: readonly DimensionId[],
  filters: readonly Filter[],
  models: readonly PricedModel[],
  everUsed: ReadonlyArray<readonly string[]>
): string[][] {
  if (![...groupBy, ...filters.map(({ dimension }) => dimension)].every(isOfPrice)) {
    return [];
  }
  const place = groupBy.indexOf('model');
  const tests = filters.map(testOf);
  const named = new Set(place < 0 ? [] : everUsed.map((group) => group[place]));
  return models
    .filter(({ provider, model }) => {
      // Without a provider of its own it is that of whoever was asked for the model.
      const isThere = provider === undefined && (place < 0 || named.has(model));
      return !isThere && tests.every((test) => test({ provider, model }));
    })
    .map((model) => groupBy.map((id) => valueOf(model, id as PriceDimension)));
}

type PriceDimension = 'provider' | 'model';

function isOfPrice(id: DimensionId): id is PriceDimension {
  return id === 'provider' || id === 'model';
}

function valueOf(priced: PricedModel, id: PriceDimension): string {
  return priced[id] ?? emptyGroup(id);
}

function testOf({ dimension, operator, values }: Filter): (priced: PricedModel) => boolean {
  const isPattern = operator === '=~' || operator === '!~';
  const patterns = isPattern ? values.map((value) => new Pattern(value)) : [];
  return (priced) => {
    const own = valueOf(priced, dimension as PriceDimension);
    const isAmong = isPattern ? patterns.some((pattern) => pattern.matches(own)) : values.includes(own);
    return isAmong === (operator === '=' || operator === '=~');
  };
}
