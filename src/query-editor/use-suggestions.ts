import { useCallback, useEffect, useRef, useState } from 'react';
import { type DimensionValues } from '../../contract/values';
import { reasonOf } from '../reason';
import { type LoadValues } from './editor-props';

/** Long enough to type on, short enough to wait for. */
const TYPING_MS = 250;

interface State {
  found?: DimensionValues;
  loading: boolean;
  /** Why there are none. */
  problem?: string;
}

const NOTHING: State = { loading: false };

interface Asking {
  readonly abort: AbortController;
  readonly timer: ReturnType<typeof setTimeout>;
}

interface Suggestions extends State {
  /** Asks for values with a text in them; what was asked before is given up. */
  ask: (search: string) => void;
  /** Gives up what was asked. */
  stop: () => void;
}

/** Values of a dimension by use, as they are asked for. */
export function useSuggestions(loadValues: LoadValues, dimension: string): Suggestions {
  const [state, setState] = useState<State & { dimension: string }>({ ...NOTHING, dimension });
  const asking = useRef<Asking | undefined>(undefined);

  const cancel = useCallback(() => {
    clearTimeout(asking.current?.timer);
    asking.current?.abort.abort();
    asking.current = undefined;
  }, []);
  useEffect(() => cancel, [cancel]);

  const ask = (search: string) => {
    cancel();
    const abort = new AbortController();
    const settle = (next: State) => {
      if (!abort.signal.aborted) {
        setState({ ...next, dimension });
      }
    };
    const load = () =>
      loadValues(dimension, search, abort.signal).then(
        (found) => settle({ found, loading: false }),
        (error: unknown) => settle({ loading: false, problem: `Values could not be loaded: ${reasonOf(error)}` })
      );
    asking.current = { abort, timer: setTimeout(() => void load(), search ? TYPING_MS : 0) };
    setState((known) => ({ found: known.dimension === dimension ? known.found : undefined, dimension, loading: true }));
  };
  const stop = () => {
    cancel();
    setState((known) => ({ ...known, loading: false }));
  };
  // Values of another dimension are none of this one.
  const shown = state.dimension === dimension ? state : NOTHING;
  return { ...shown, ask, stop };
}
