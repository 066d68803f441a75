import { holdsVariable } from '../holds-variable';
import { patternOf, takesPatterns, textOf } from '../pattern';
import { type LedgerFilter } from '../types';

/**
 * A filter with another operator on the same calls: a value becomes the expression for it, and the value again.
 * An expression that stands for more than one text stays as it is, and so does what holds a variable, which is escaped
 * when it is put in.
 */
export function withOperator(filter: LedgerFilter, operator: string): LedgerFilter {
  const before = takesPatterns(filter.operator);
  const after = takesPatterns(operator);
  const values = filter.values.map((value) => {
    if (before === after || holdsVariable(value)) {
      return value;
    }
    return after ? patternOf([value]) : (textOf(value) ?? value);
  });
  return { ...filter, operator, values };
}
