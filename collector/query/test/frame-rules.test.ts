import { type QueryResult } from '../../../contract/frame';
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

type Break = (frame: NonNullable<QueryResult['frames']>[number], result: QueryResult) => void;

describe('the check of frames', () => {
  it('finds nothing wrong with a good one', () => expect(brokenFrameRules(goodResult())).toEqual([]));

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
