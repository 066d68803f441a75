import { type UsageRecord } from '../../contract/record';
import { type DerivedValues, type DirectoryRule, holdsAt, matchValue } from './entries';
import { hasWildcard, wildcard } from './wildcard';

/** A rule with its place in the list, from 1. */
export interface NumberedRule extends DirectoryRule {
  readonly number: number;
}

type Matcher = (record: UsageRecord, known: DerivedValues) => boolean;

interface Candidate {
  readonly rule: NumberedRule;
  readonly matches: Matcher;
}

/**
 * Rules in order, found by a value that they want to the letter where they have one, so that a record is held
 * against those few that can match it.
 */
export class RuleBook {
  readonly all: readonly NumberedRule[];
  /** Key → wanted value → rules. */
  readonly #exact = new Map<string, Map<string, Candidate[]>>();
  /** Rules of nothing but patterns. */
  readonly #others: Candidate[] = [];

  constructor(rules: readonly DirectoryRule[]) {
    this.all = rules.map((rule, index) => ({ ...rule, number: index + 1 }));
    for (const rule of this.all) {
      this.#shelf(rule).push({ rule, matches: matcher(rule) });
    }
  }

  /** The rules that match a record, with what else is known of it, at its own time, in order. */
  matching(record: UsageRecord, known: DerivedValues): NumberedRule[] {
    const found: NumberedRule[] = [];
    const collect = (candidates: readonly Candidate[]) => {
      for (const { rule, matches } of candidates) {
        if (holdsAt(rule, record.timestamp) && matches(record, known)) {
          found.push(rule);
        }
      }
    };
    collect(this.#others);
    for (const [key, byValue] of this.#exact) {
      const value = matchValue(record, known, key);
      const wanted = value === undefined ? undefined : byValue.get(value);
      if (wanted) {
        collect(wanted);
      }
    }
    return found.sort((a, b) => a.number - b.number);
  }

  #shelf({ match }: NumberedRule): Candidate[] {
    const exact = Object.entries(match).find(([, pattern]) => !hasWildcard(pattern));
    if (!exact) {
      return this.#others;
    }
    const [key, value] = exact;
    const byValue = this.#exact.get(key) ?? new Map<string, Candidate[]>();
    this.#exact.set(key, byValue);
    const shelf = byValue.get(value) ?? [];
    byValue.set(value, shelf);
    return shelf;
  }
}

/** A field that the record does not have matches no pattern, not even `*`. */
function matcher({ match }: DirectoryRule): Matcher {
  const tests = Object.entries(match).map(([key, pattern]) => [key, wildcard(pattern)] as const);
  return (record, known) =>
    tests.every(([key, test]) => {
      const value = matchValue(record, known, key);
      return value !== undefined && test(value);
    });
}
