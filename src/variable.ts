import { type ScopedVars } from '@grafana/data';
import { type TemplateSrv } from '@grafana/runtime';

const REFERENCE = /^(?:\$(\w+)|\[\[(\w+?)(?::\w+)?\]\]|\$\{(\w+)(?:\.[^:^}]+)?(?::[^}]+)?\})$/;
const ALL_TEXT = 'All';
const ALL_VALUE = '$__all';

/** Name of the variable that a text refers to and holds nothing else. */
export function variableOf(text: string): string | undefined {
  const match = REFERENCE.exec(text);
  return match?.[1] ?? match?.[2] ?? match?.[3];
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
