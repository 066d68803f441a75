import { type CoreApp } from '@grafana/data';
import { type ComboboxOption } from '@grafana/ui';
import { type Catalogue } from '../catalogue';
import { type CompleteQuery, type LedgerQuery } from '../types';

/** What each row of the editor is given. */
export interface RowProps {
  query: CompleteQuery;
  catalogue: Catalogue;
  /** The dashboard's variables as options. */
  variables: ComboboxOption[];
  app?: CoreApp;
  /** Takes changed words over and asks again. */
  onChange: (words: Partial<LedgerQuery>) => void;
  /** Takes words over that do not change the answer yet. */
  onDraft: (words: Partial<LedgerQuery>) => void;
}

export function valuesOf(options: ComboboxOption[]): string[] {
  return options.map(({ value }) => value);
}
