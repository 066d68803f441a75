import { type CoreApp } from '@grafana/data';
import { type ComponentType } from 'react';
import { type CompleteQuery, type LedgerQuery } from '../types';
import { type EditorProps } from './editor-props';
import { type PanelShape } from './panel-shape';

/** Where a question is asked. */
export interface Place {
  readonly app?: CoreApp;
  /** Unknown outside of panels, and until the panel has asked for the first time. */
  readonly shape?: PanelShape;
}

/** Title of a metric or dimension by its id; one that is not known is its own title. */
export type TitleOf = (id: string) => string;

/** One type of query: all that the plugin knows of it. */
export interface QueryKind {
  readonly title: string;
  readonly description: string;
  /** Whether it measures. All others list something and name no metrics. */
  readonly measures: boolean;
  /** Rows of a list whose question sets no limit, as the collector has it; none for what is no such list. */
  readonly rows?: number;
  /** Dimensions that its questions can be filtered by: all where they are about calls. */
  readonly filterable: 'all' | readonly string[];
  /** Fields that keep their meaning when a question becomes one of this type. */
  readonly keeps: ReadonlyArray<keyof LedgerQuery>;
  /** Fields of a new question of this type: one that shows something at once. */
  readonly newQuery: (place: Place) => Partial<LedgerQuery>;
  /** The question as a sentence, as it is said where it is asked; holds for half-built ones. */
  readonly describe: (query: CompleteQuery, titleOf: TitleOf, app?: CoreApp) => string;
  /** All editors share a chunk, so that changing the type fetches nothing. */
  readonly loadEditor: () => Promise<{ default: ComponentType<EditorProps> }>;
}
