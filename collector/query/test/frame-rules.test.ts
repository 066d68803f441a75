import { type Frame, type QueryResult } from '../../../contract/frame';
import { brokenFrameRules } from './frame-rules';

/** A series and a table as they should be; each test breaks one thing. */
function goodResult(): QueryResult {
  return {
    status: 200,
    frames: [
      {
        schema: {
          refId: 'A',
          meta: { type: 'timeseries-multi', typeVersion: [0, 1] },
          fields: [
            { name: 'time', type: 'time', typeInfo: { frame: 'time.Time' } },
            {
              name: 'cost',
              type: 'number',
              typeInfo: { frame: 'float64', nullable: true },
              labels: { team: 'search' },
              config: { unit: 'currencyUSD', displayNameFromDS: 'search' },
            },
          ],
        },
        data: {
          values: [
            [1, 2],
            [null, 0.5],
          ],
        },
      },
    ],
  };
}

/** Totals by team with the one metric that is a text. */
function goodTotals(): QueryResult {
  return {
    status: 200,
    frames: [
      {
        schema: {
          refId: 'A',
          meta: { type: 'numeric-long', typeVersion: [0, 1] },
          fields: [
            { name: 'team', type: 'string', typeInfo: { frame: 'string' } },
            { name: 'top_model', type: 'string', typeInfo: { frame: 'string', nullable: true } },
            {
              name: 'cost',
              type: 'number',
              typeInfo: { frame: 'float64', nullable: true },
              config: { unit: 'currencyUSD', displayNameFromDS: 'Cost' },
            },
          ],
        },
        data: { values: [['search'], [null], [1]] },
      },
    ],
  };
}

/** A log, newest line first. */
function goodLog(): QueryResult {
  return {
    status: 200,
    frames: [
      {
        schema: {
          refId: 'A',
          meta: { type: 'log-lines', typeVersion: [0, 0] },
          fields: [
            { name: 'timestamp', type: 'time', typeInfo: { frame: 'time.Time' } },
            { name: 'body', type: 'string', typeInfo: { frame: 'string' } },
            { name: 'labels', type: 'other', typeInfo: { frame: 'json.RawMessage' } },
          ],
        },
        data: {
          values: [
            [2, 1],
            ['b', 'a'],
            [{ team: 'search' }, {}],
          ],
        },
      },
    ],
  };
}

/** The series again as it was a week ago. */
function goodComparison(): QueryResult {
  const [series] = goodResult().frames!;
  const [previous] = goodResult().frames!;
  previous!.schema.fields[1]!.labels!.period = 'previous';
  previous!.data.values = [[2], [3]];
  return { status: 200, frames: [series!, previous!] };
}

type Break = (frame: Frame, result: QueryResult) => void;

function asList(broken: Break): Break {
  return (frame, result) => {
    frame.schema.meta.type = 'table';
    broken(frame, result);
  };
}

function labelsOf({ schema }: Frame, labels: Record<string, string>): void {
  Object.assign(schema.fields[1]!.labels!, labels);
}

describe('the check of frames', () => {
  it('finds nothing wrong with a good one', () => expect(brokenFrameRules(goodResult())).toEqual([]));

  it.each([
    ['totals', goodTotals()],
    ['a log', goodLog()],
    ['a comparison', goodComparison()],
  ])('finds nothing wrong with good %s', (_, good) => expect(brokenFrameRules(good)).toEqual([]));

  it.each<[rule: string, good: () => QueryResult, broken: Break]>([
    ['values stand after what they are grouped by', goodTotals, ({ schema }) => schema.fields.reverse()],
    ['each row says what it is grouped by', goodTotals, ({ schema }) => (schema.fields[0]!.typeInfo.nullable = true)],
    ['columns have names of their own', goodTotals, ({ schema }) => (schema.fields[1]!.name = 'team')],
    ['values of team are of type string', goodTotals, ({ data }) => (data.values[0] = [null])],
    ['a log has timestamp and body', goodLog, ({ schema }) => (schema.fields[1]!.name = 'line')],
    ['labels of a log are objects', goodLog, ({ schema }) => (schema.fields[2]!.type = 'string')],
    ['values of labels are of type other', goodLog, ({ data }) => (data.values[2] = ['{}', '{}'])],
    ['columns have names of their own', goodLog, asList(({ schema }) => (schema.fields[1]!.name = 'timestamp'))],
    ['columns of a list have no labels', goodLog, asList(({ schema }) => (schema.fields[1]!.labels = { team: 'a' }))],
    ['a period is the previous one', goodComparison, (_, { frames }) => labelsOf(frames![1]!, { period: 'next' })],
    ['a previous series has a current one', goodComparison, (_, { frames }) => frames!.shift()],
    [
      'a previous series lies on the times of the current one',
      goodComparison,
      (_, { frames }) => (frames![1]!.data.values[0] = [3]),
    ],
  ])('finds that it breaks: %s', (rule, good, broken) => {
    const result = good();
    broken(result.frames![0]!, result);
    expect(brokenFrameRules(result)).toContain(rule);
  });

  it.each<[rule: string, broken: Break]>([
    ['time ascends', ({ data }) => (data.values[0] = [2, 2])],
    ['values of time are of type time', ({ data }) => (data.values[0] = [1, null])],
    ['values of cost are of type number', ({ data }) => (data.values[1] = [NaN, 1])],
    ['values of cost are of type number', ({ data }) => (data.values[1] = ['1', 1])],
    ['all fields have one length', ({ data }) => data.values[1]!.pop()],
    ['there are as many columns as fields', ({ data }) => data.values.pop()],
    ['labels of cost are texts', ({ schema }) => (schema.fields[1]!.labels = { team: '' })],
    ['cost has a unit', ({ schema }) => delete schema.fields[1]!.config!.unit],
    ['cost has a name to show', ({ schema }) => (schema.fields[1]!.config!.displayNameFromDS = '')],
    ['cost has the frame type of a number', ({ schema }) => (schema.fields[1]!.typeInfo.frame = 'string')],
    ['a series is a time and one value', ({ schema }) => (schema.fields[0]!.name = 'Time')],
    ['a table of totals has no time', ({ schema }) => (schema.meta.type = 'numeric-long')],
    ['name and labels of each value field occur once', (frame, { frames }) => frames!.push(frame)],
    ['an answer has at least one frame', (_, { frames }) => frames!.pop()],
    ['an answer has status 200', (_, result) => (result.status = 400)],
    ['a failed query has no frames', (_, result) => (result.error = 'broken')],
    ['a failed query says whose fault it is', (_, result) => (result.error = 'broken')],
  ])('finds that it breaks: %s', (rule, broken) => {
    const result = goodResult();
    broken(result.frames![0]!, result);
    expect(brokenFrameRules(result)).toContain(rule);
  });
});
