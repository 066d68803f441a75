import { type ScopedVars } from '@grafana/data';
import { type TemplateSrv } from '@grafana/runtime';
import { takesPatterns } from './pattern';

const REFERENCE = /^(?:\$(\w+)|\[\[(\w+?)(?::\w+)?\]\]|\$\{(\w+)(?:\.[^:^}]+)?(?::[^}]+)?\})$/;
const ALL_TEXT = 'All';
const ALL_VALUE = '$__all';

/** Name of the variable that a text refers to and holds nothing else. */
export function variableOf(text: string): string | undefined {
  const match = REFERENCE.exec(text);
  return match?.[1] ?? match?.[2] ?? match?.[3];
}

/** Formats that tell something else than a variable's values. */
const OTHER_FORMATS = ['text', 'date'];
const FORMAT_ALONE = new RegExp(`^([^:]+):(?!(?:${OTHER_FORMATS.join('|')})\\b)[^}\\]]+(\\}|\\]\\])$`);

/**
 * A text that is one reference and no more, without its format: all formats of values make one text of several, which
 * no record has.
 */
export function withoutFormat(text: string): string {
  return variableOf(text) === undefined ? text : text.replace(FORMAT_ALONE, '$1$2');
}

/** Formats that put several values into an expression as they are meant there. */
const PATTERN_FORMATS = ['regex', 'pipe', 'raw'];
const FORMATTED = /\$\{\w+(?:\.[^:}]+)?:(\w+)[^}]*\}|\[\[\w+?:(\w+)\]\]/g;

/** The first reference in a filter's value that makes one text of several values, which most likely no record has. */
export function joinedReference(value: string, operator: string): string | undefined {
  const pattern = takesPatterns(operator);
  const harmless = ['date', ...(pattern ? PATTERN_FORMATS : [])];
  const references = [...(pattern ? value : withoutFormat(value)).matchAll(FORMATTED)];
  return references.find(([, braces, brackets]) => !harmless.includes(braces ?? brackets ?? ''))?.[0];
}

/**
 * Whether a variable stands at “All”, with or without a custom value for it.
 *
 * The text decides, since the dashboard's variable stays at “All” inside of panels that are repeated for each value.
 * The value then tells an option that only happens to be called so.
 */
export function isAllValue(
  name: string,
  variables: Pick<TemplateSrv, 'replace' | 'getVariables'>,
  scopedVars: ScopedVars
): boolean {
  if (variables.replace(`\${${name}:text}`, scopedVars) !== ALL_TEXT) {
    return false;
  }
  const variable = variables.getVariables().find((candidate) => candidate.name === name);
  if (!variable || !('current' in variable) || !variable.current || !('value' in variable.current)) {
    return true;
  }
  const { value } = variable.current;
  return Array.isArray(value) ? value.includes(ALL_VALUE) : value === ALL_VALUE;
}
