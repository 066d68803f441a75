import { type SqlValue } from './columns';

/** A piece of SQL with the values of its placeholders. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** All of the conditions. */
export function allOf(parts: readonly Sql[]): Sql {
  return join(parts, 'AND', '1');
}

/** Any of the conditions; without one: none. */
export function anyOf(parts: readonly Sql[]): Sql {
  return join(parts, 'OR', '0');
}

function join(parts: readonly Sql[], word: string, empty: string): Sql {
  return {
    text: parts.map(({ text }) => `(${text})`).join(` ${word} `) || empty,
    values: parts.flatMap(({ values }) => values),
  };
}
