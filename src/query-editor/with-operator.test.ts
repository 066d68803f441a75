import { withOperator } from './with-operator';

const change = (from: string, to: string, ...values: string[]) =>
  withOperator({ dimension: 'team', operator: from, values }, to);

describe('another operator of a filter', () => {
  it('keeps the calls that its values mean, there and back', () => {
    const values = ['(none)', 'gpt-4.1', 'a/b', 'C:\\x', '@me', 'svc$acct'];
    for (const [text, pattern] of [
      ['=', '=~'],
      ['!=', '!~'],
      ['=', '!~'],
    ] as const) {
      const expressions = change(text, pattern, ...values);
      expect(expressions.operator).toBe(pattern);
      expressions.values.forEach((expression, index) => {
        expect(values.filter((value) => new RegExp(`^(?:${expression})$`).test(value))).toEqual([values[index]]);
      });
      expect(withOperator(expressions, text)).toEqual({ dimension: 'team', operator: text, values });
    }
    expect(change('=', '=~', '(none)').values).toEqual(['\\(none\\)']);
  });

  it('leaves variables and expressions for several texts as they are', () => {
    expect(change('=', '=~', '$team', 'eu-${team}').values).toEqual(['$team', 'eu-${team}']);
    expect(change('=~', '=', 'gpt-.*', '(a|b)', '\\d+', '${team:raw}').values).toEqual([
      'gpt-.*',
      '(a|b)',
      '\\d+',
      '${team:raw}',
    ]);
  });

  it('of the same sort changes no value', () => {
    expect(change('=', '!=', '(none)').values).toEqual(['(none)']);
    expect(change('=~', '!~', 'a\\.b').values).toEqual(['a\\.b']);
  });
});
