import { type ScopedVars, type TypedVariableModel } from '@grafana/data';
import { type Variables } from '../../../src/interpolate';

/** What is chosen for each variable; `ALL` for all. */
export type Choices = Readonly<Record<string, string>>;
export const ALL = '$__all';

type Format = ((value: unknown) => string) | string | undefined;
const REFERENCE = /\$(\w+)|\$\{(\w+)(?::(\w+))?\}/g;

/** A dashboard's variables as Grafana's template service tells the data source of them. */
export function grafanaVariables(choices: Choices): Variables {
  const replace = (text: string | undefined, _vars?: ScopedVars, format?: Format) =>
    (text ?? '').replace(REFERENCE, (written, plain?: string, braced?: string, own?: string) => {
      const name = plain ?? braced ?? '';
      const value = choices[name];
      return value === undefined
        ? written
        : written.startsWith('${') && own
          ? inline(own, value)
          : given(format, value);
    });
  return {
    replace,
    getVariables: () =>
      Object.entries(choices).map(([name, value]) => ({ name, current: { value } }) as unknown as TypedVariableModel),
  };
}

/** A format that is written with the reference wins. */
function inline(format: string, value: string): string {
  switch (format) {
    case 'text':
      return value === ALL ? 'All' : value;
    case 'regex':
      return value.replace(/[\\^$*+?.()|[\]{}/]/g, '\\$&');
    default:
      throw new Error(`no format ${format}`);
  }
}

function given(format: Format, value: string): string {
  return typeof format === 'function' ? format(value) : value;
}
