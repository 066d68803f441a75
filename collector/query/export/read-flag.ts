import { ledgerError } from '../../errors';

/** A parameter that is `true` or `false`; absent, it is false. */
export function readFlag(params: URLSearchParams, name: string): boolean {
  const text = params.get(name) ?? 'false';
  if (text !== 'true' && text !== 'false') {
    throw ledgerError('invalid_query', `${name} must be true or false`, name);
  }
  return text === 'true';
}
