import { type ComponentType, lazy, type LazyExoticComponent } from 'react';
import { type QueryType } from '../../contract/query';
import { type EditorProps } from './editor-props';
import { otherKind } from './other/other-kind';
import { QUERY_KINDS } from './query-kinds';

type LazyEditor = LazyExoticComponent<ComponentType<EditorProps>>;

/** The editor of each query type, made once so that what it shows stays while questions change. */
export const EDITORS = Object.fromEntries(
  Object.entries(QUERY_KINDS).map(([type, { loadEditor }]) => [type, lazy(loadEditor)])
) as Readonly<Record<QueryType, LazyEditor>>;

/** Of query types that this version does not know. */
export const OTHER_EDITOR: LazyEditor = lazy(otherKind('').loadEditor);
