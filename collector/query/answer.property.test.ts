import fc from 'fast-check';
import { type QueryResult } from '../../contract/frame';
import { fullScope, memberScope, type Scope } from '../access/scope';
import { askOne } from './test/ask-ledger';
import { brokenFrameRules } from './test/frame-rules';
import { naiveAnswer, type NaiveAnswer, type NaiveQuestion } from './test/naive';
import { type Case, randomCase } from './test/random-ledger';

function ask({ ledger, question, now, asker }: Case): Promise<QueryResult> {
  const { range, ...rest } = question;
  const when = typeof range === 'string' ? { range } : { from: range[0], to: range[1] };
  const scope: Scope = asker === null ? fullScope() : { ...memberScope(asker), money: 'all' };
  return askOne(ledger, { ...rest, ...when }, { scope, now });
}

/** The engine's frames in the shape of the naive answer. */
function readFrames(
  { frames = [], error }: QueryResult,
  { metrics, groupBy, granularity }: NaiveQuestion
): NaiveAnswer {
  if (error !== undefined) {
    expect(error).toContain('gives more than 11000 buckets');
    return 'tooMany';
  }
  if (granularity === 'none') {
    const columns = frames[0]!.data.values;
    return {
      starts: null,
      groups: columns[0]!.map((_, row) => ({
        group: groupBy.map((_id, index) => String(columns[index]![row])),
        values: metrics.map((_metric, index) => [columns[groupBy.length + index]![row] as number | null]),
      })),
    };
  }
  const series = frames.filter(({ schema }) => schema.fields.length > 0);
  const groups = Array.from({ length: series.length / metrics.length }, (_, index) => {
    const own = series.slice(index * metrics.length, (index + 1) * metrics.length);
    expect(own.map(({ schema }) => schema.fields[1]?.name)).toEqual(metrics);
    return {
      group: groupBy.map((id) => own[0]!.schema.fields[1]!.labels![id]!),
      values: own.map(({ data }) => data.values[1] as Array<number | null>),
    };
  });
  return { starts: (series[0]?.data.values[0] as number[] | undefined) ?? null, groups };
}

describe('the answer to a question', () => {
  it('is what counting the records one by one gives', async () => {
    await fc.assert(
      fc.asyncProperty(randomCase, async (example) => {
        const { ledger, question, now, asker } = example;
        const result = await ask(example);
        // A record that comes again is not counted again.
        const visible = [...new Set(ledger)].filter(({ record }) => asker === null || record.user === asker);
        const expected = naiveAnswer(visible, question, now);
        const answer = readFrames(result, question);
        if (expected !== 'tooMany' && answer !== 'tooMany' && expected.groups.length > 0) {
          expect(answer.starts).toEqual(expected.starts);
        }
        expect(answer === 'tooMany' ? answer : answer.groups).toEqual(
          expected === 'tooMany' ? expected : expected.groups
        );
        expect(brokenFrameRules(result)).toEqual([]);
      }),
      { numRuns: 400 }
    );
  });
});
