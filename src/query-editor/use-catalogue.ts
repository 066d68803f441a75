import { useEffect, useState } from 'react';
import { BUILT_IN, type Catalogue } from '../catalogue';
import { type DataSource } from '../datasource';
import { reasonOf } from '../reason';

interface State {
  catalogue: Catalogue;
  /** Why the collector did not tell its schema. */
  problem?: string;
}

/** What can be asked: the collector's word, and until or unless it comes this version's own. */
export function useCatalogue(datasource: Pick<DataSource, 'getSchema'>): State {
  const [state, setState] = useState<State>({ catalogue: BUILT_IN });

  useEffect(() => {
    let shown = true;
    const show = (next: State) => {
      if (shown) {
        setState(next);
      }
    };
    datasource.getSchema().then(
      (catalogue) => show({ catalogue }),
      (error: unknown) => show({ catalogue: BUILT_IN, problem: reasonOf(error) })
    );
    return () => {
      shown = false;
    };
  }, [datasource]);

  return state;
}
