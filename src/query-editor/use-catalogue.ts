import { useCallback, useEffect, useState } from 'react';
import { BUILT_IN, type Catalogue } from '../catalogue';
import { type DataSource } from '../datasource';
import { reasonOf } from '../reason';

interface State {
  catalogue: Catalogue;
  loading: boolean;
  /** Why the collector did not tell its schema. */
  problem?: string;
}

/** What can be asked: the collector's word, and until or unless it comes this version's own. */
export function useCatalogue(datasource: Pick<DataSource, 'getSchema'>): State & { retry: () => void } {
  const [state, setState] = useState<State>({ catalogue: BUILT_IN, loading: true });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let shown = true;
    const show = (next: Omit<State, 'loading'>) => {
      if (shown) {
        setState({ ...next, loading: false });
      }
    };
    datasource.getSchema().then(
      (catalogue) => show({ catalogue }),
      (error: unknown) => show({ catalogue: BUILT_IN, problem: reasonOf(error) })
    );
    return () => {
      shown = false;
    };
  }, [datasource, attempt]);

  const retry = useCallback(() => {
    setState((known) => ({ ...known, loading: true }));
    setAttempt((count) => count + 1);
  }, []);
  return { ...state, retry };
}
