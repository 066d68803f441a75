import { isRefused, type NaiveAnswer, type NaiveFacts, type NaiveGroup } from './naive';
import { type Case } from './random-case';

/** Subjects of the comparison: `metric cost`, `compare week` and so on, each with the cases that put it to the test. */
export type Counts = Readonly<Record<string, number>>;

/** Counts in how many cases something had an answer that could have been wrong. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add({ question, asker }: Case, expected: NaiveAnswer): void {
    if (isRefused(expected)) {
      this.#count(`refusal ${expected.join(' or ')}`);
      return;
    }
    const { groups, facts } = expected;
    for (const { metric } of withNumbers(groups)) {
      this.#count(`metric ${metric}`);
    }
    if (facts.asked === 0) {
      this.#count('answer of no records');
      return;
    }
    this.#count(`zone ${question.timezone}`);
    this.#count(`granularity ${question.granularity}`);
    this.#count(`range ${typeof question.range === 'string' ? question.range : 'from and to'}`);
    this.#count(`scope ${scopeName(asker)}`);
    for (const id of groups.length > 1 ? question.groupBy : []) {
      this.#count(`dimension ${id.startsWith('tag.') ? 'tag.<key>' : id}`);
    }
    // A filter that keeps all or nothing shows little.
    for (const { operator, dimension } of facts.asked < facts.inRange ? question.filters : []) {
      this.#count(`operator ${operator}`);
      this.#count(`filter by ${dimension.startsWith('tag.') ? 'tag.<key>' : dimension}`);
    }
    this.#addOptions(question, groups, facts);
  }

  /** Alphabetically. */
  counts(): Counts {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #addOptions(question: Case['question'], groups: readonly NaiveGroup[], facts: NaiveFacts): void {
    const { compare, compareAs, limit, other } = question;
    if (facts.unused > 0) {
      this.#count('option unused');
    }
    if (compare && facts.askedBefore > 0) {
      this.#count(`compare ${compare}`);
      this.#count(`compare as ${compareAs}`);
      this.#count(`compare ${question.granularity === 'none' ? 'totals' : 'buckets'}`);
    }
    if (facts.before?.buckets?.includes(null)) {
      this.#count('compare where a bucket has no counterpart');
    }
    const shares = groups.flatMap(({ columns }) => columns.filter(({ of }) => of === 'share'));
    if (shares.some(({ values }) => values.some((value) => typeof value === 'number' && value !== 0 && value !== 1))) {
      this.#count('option share');
    }
    if (limit !== null && facts.cut > 0) {
      this.#count(`option limit ${other ? 'with' : 'without'} other`);
    }
    for (const option of ['settled', 'completed'] as const) {
      if (facts.when.shortened[option]) {
        this.#count(`option ${option === 'settled' ? 'settle' : 'complete'}`);
      }
    }
  }

  #count(subject: string): void {
    this.#counts.set(subject, (this.#counts.get(subject) ?? 0) + 1);
  }
}

/** Metrics that have a value other than nothing and 0 somewhere. */
function withNumbers(groups: readonly NaiveGroup[]) {
  const columns = groups.flatMap((group) => group.columns);
  const metrics = new Set(columns.map(({ metric }) => metric));
  return [...metrics].flatMap((metric) =>
    columns.some((column) => column.metric === metric && column.values.some((value) => value !== null && value !== 0))
      ? [{ metric }]
      : []
  );
}

function scopeName({ rows, user }: Case['asker']): string {
  if (rows === 'all') {
    return 'all';
  }
  const [rule] = rows;
  const own = rows.length === 1 && Object.keys(rule!).join() === 'user' && rule!.user?.join() === user;
  return own ? 'member' : 'rules';
}
