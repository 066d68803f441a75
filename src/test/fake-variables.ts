import { type ScopedVars } from '@grafana/data';
import { type TemplateSrv } from '@grafana/runtime';

interface FakeVariable {
  value: string | string[];
  text?: string;
  /** What “All” stands for. */
  options?: string[];
  allValue?: string;
}

type Format = (value: string | string[]) => unknown;

const REFERENCE = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)(?:\.[^:^}]+)?(?::([^}]+))?\}/g;

/** A dashboard's variables, put in the way Grafana does: custom “All” values and unknown names are not formatted. */
export function fakeVariables(variables: Record<string, FakeVariable>): TemplateSrv {
  const replace = (target?: string, scopedVars: ScopedVars = {}, format?: string | Format): string =>
    (target ?? '').replace(REFERENCE, (match: string, ...[a, b, bFormat, c, cFormat]: Array<string | undefined>) => {
      const name = a ?? b ?? c ?? '';
      const variable = (scopedVars[name] as FakeVariable | undefined) ?? variables[name];
      return variable ? formatted(variable, bFormat ?? cFormat ?? format) : match;
    });
  return {
    replace,
    getVariables: () =>
      Object.entries(variables).map(([name, { value, text }]) => ({ name, type: 'custom', current: { value, text } })),
    containsTemplate: (target?: string) => replace(target) !== target,
    updateTimeRange: () => undefined,
  } as unknown as TemplateSrv;
}

function formatted({ value, text, options, allValue }: FakeVariable, format?: string | Format): string {
  const all = Array.isArray(value) ? value.includes('$__all') : value === '$__all';
  if (format === 'text') {
    return all ? 'All' : (text ?? [value].flat().join(' + '));
  }
  if (all && allValue !== undefined) {
    return allValue;
  }
  const values = all ? (options ?? []) : value;
  if (typeof format === 'function') {
    return String(format(values));
  }
  if (format === 'csv') {
    return [values].flat().join(',');
  }
  return Array.isArray(values) ? `{${values.join(',')}}` : values;
}
