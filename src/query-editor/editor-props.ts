import { type CoreApp, type TimeRange } from '@grafana/data';
import { type ComboboxOption } from '@grafana/ui';
import { type DimensionValues } from '../../contract/values';
import { type Catalogue } from '../catalogue';
import { type CompleteQuery, type LedgerQuery } from '../types';
import { type PanelShape } from './panel-shape';

/** What the editor of each query type is given. */
export interface EditorProps {
  query: CompleteQuery;
  catalogue: Catalogue;
  /** The catalogue is still being fetched; until then it is this version's own. */
  loading: boolean;
  /** The dashboard's variables as options. */
  variables: ComboboxOption[];
  app?: CoreApp;
  shape?: PanelShape;
  /** The panel's range. */
  range?: TimeRange;
  /** Rows that a list has where the question sets no limit. */
  rowLimit?: number;
  /** Values of a dimension by use, within what else the question says. */
  loadValues: LoadValues;
  /** Takes changed words over and asks again. */
  onChange: ChangeWords;
  /** Takes words over that do not change the answer yet. */
  onDraft: ChangeWords;
}

export type ChangeWords = (words: Partial<LedgerQuery>) => void;
export type LoadValues = (dimension: string, search: string, signal: AbortSignal) => Promise<DimensionValues>;
