import fc from 'fast-check';
import { fullScope, RIGHT_FIELDS, type RowRule, type Scope } from '../../access/scope';
import { type BookedRecord, type DayParts, DEFAULT_DAY_PARTS } from '../../store/store';
import { type PricedModel } from '../read-unused';
import { type NaiveQuestion } from './naive';
import { CHANGES, momentNear, NAMES, randomLedger } from './random-ledger';
import { randomQuestion } from './random-question';

/** A ledger, a question about it, and who asks it when. */
export interface Case {
  readonly ledger: readonly BookedRecord[];
  readonly question: NaiveQuestion;
  readonly now: number;
  readonly asker: Asker;
  readonly dayParts: DayParts;
  /** Those of the ledger's own prices. */
  readonly pricedModels?: readonly PricedModel[];
}

/** Which rows someone sees, and as whom. */
export interface Asker {
  readonly rows: Scope['rows'];
  readonly user: string | null;
}

/** What the asker may see, all money included. */
export function scopeOf({ rows, user }: Asker): Scope {
  return { ...fullScope(user), rows };
}

const user = fc.constantFrom('ada', 'ada', 'a', 'system', 'nobody');
const right = fc.constantFrom('ada', 'search', 'o1', 'o2', 'x', ...NAMES);
const OCCURRING = {
  user: ['ada', 'bob'],
  team: ['search', 'a'],
  organization: ['o1', 'o2'],
  project: ['x'],
  environment: ['y'],
};

function someRights(field: keyof typeof OCCURRING): fc.Arbitrary<string[]> {
  return fc.oneof(fc.constant(OCCURRING[field]), fc.uniqueArray(right, { maxLength: 3 }));
}

const rule: fc.Arbitrary<RowRule> = fc
  .uniqueArray(fc.constantFrom(...RIGHT_FIELDS, 'team' as const, 'organization' as const), {
    minLength: 1,
    maxLength: 2,
  })
  .chain((fields) => fc.tuple(...fields.map((field) => someRights(field).map((values) => [field, values] as const))))
  .map((entries) => Object.fromEntries(entries));

const randomAsker: fc.Arbitrary<Asker> = fc.oneof(
  { weight: 3, arbitrary: fc.option(user).map((name): Asker => ({ rows: 'all', user: name })) },
  { weight: 1, arbitrary: user.map((name): Asker => ({ rows: [{ user: [name] }], user: name })) },
  { weight: 2, arbitrary: fc.record({ rows: fc.array(rule, { maxLength: 3, size: 'max' }), user }) }
);

const days = fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7]);
const randomDayParts: fc.Arbitrary<DayParts> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(DEFAULT_DAY_PARTS) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        days,
        fc.nat(7),
        fc.tuple(fc.nat(24), fc.nat(24)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
      )
      .map(([all, peaks, [peakFrom, peakTo]]) => ({
        ...{ peakFrom, peakTo },
        peakDays: all.slice(0, peaks),
        weekendDays: all.slice(peaks),
      })),
  }
);

const pricedModels: fc.Arbitrary<PricedModel[]> = fc.array(
  fc.record(
    { provider: fc.constantFrom('p1', 'p2', 'p3'), model: fc.constantFrom('m1', 'm2', 'm9', ...NAMES) },
    { requiredKeys: ['model'] }
  ),
  { maxLength: 4 }
);

/**
 * All of it around one change of the clocks. Without bias: with it most ledgers are all but empty, and what is at the
 * edge is named above anyway.
 */
export const randomCase: fc.Arbitrary<Case> = fc.noBias(
  fc
    .constantFrom(...CHANGES)
    .chain(([zone, instants]) => fc.tuple(fc.constant(zone), fc.constantFrom(...instants), randomAsker))
    .chain(([zone, instant, asker]) => {
      const centre = Date.parse(instant);
      return fc.record({
        ledger: randomLedger(centre),
        question: randomQuestion(centre, zone, asker.user),
        now: momentNear(centre),
        asker: fc.constant(asker),
        dayParts: randomDayParts,
        pricedModels,
      });
    })
);
