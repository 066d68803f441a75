import { type LedgerOptions } from '../types';
import { type ConfigProps } from './props';

type Settings = ConfigProps['options'];

/** Settings with some that the browser may see changed; an undefined one is forgotten. */
export function withJson(settings: Settings, change: Partial<LedgerOptions>): Settings {
  return { ...settings, jsonData: { ...settings.jsonData, ...change } };
}
