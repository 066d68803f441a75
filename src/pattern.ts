/** Whether a filter's operator takes regular expressions. */
export function takesPatterns(operator: string): boolean {
  return operator === '=~' || operator === '!~';
}

/** Expression that matches any of the texts and no other, written as by Grafana's variable format `regex`. */
export function patternOf(texts: string[]): string {
  const escaped = texts.map((text) => text.replace(/[\\^$*+?.()|[\]{}/]/g, '\\$&'));
  return escaped.length === 1 ? escaped.join('') : `(${escaped.join('|')})`;
}

/** The one text that an expression matches, if it is written as by `patternOf`. */
export function textOf(pattern: string): string | undefined {
  const text = pattern.replace(/\\(.)/g, '$1');
  return patternOf([text]) === pattern ? text : undefined;
}
