import { type CoreApp } from '@grafana/data';
import { useEffect } from 'react';
import { isBlank, newQuery } from '../defaults';
import { type LedgerQuery } from '../types';

interface Props {
  query: LedgerQuery;
  onChange: (query: LedgerQuery) => void;
  onRunQuery: () => void;
  app?: CoreApp;
  panelPlugin?: string;
}

/** Fills a query that came without any words, for example when a rule's data source was switched. */
export function useNewQuery({ query, onChange, onRunQuery, app, panelPlugin }: Props): void {
  useEffect(() => {
    if (isBlank(query)) {
      onChange({ ...query, ...newQuery(app, panelPlugin) });
      onRunQuery();
    }
  }, [query, onChange, onRunQuery, app, panelPlugin]);
}
