import { type Row } from './read-fields';

/** What of a failure is no other span's to tell. */
const FAILURE = ['status_code', 'error', 'error_type'];
/** What only the call's own span knows exactly. */
const PLACE = ['timestamp', 'latency_ms', 'trace_id', 'span_id'];

/**
 * One call told of several times, the first account before the others: what it lacks is taken from them. A failure
 * around a call that went well is not the call's.
 */
export function mergeRows([first, ...others]: readonly [Row, ...Row[]]): Row {
  return others.reduce(
    (merged, other) => fill(merged, merged.error === undefined ? without(other, FAILURE) : other),
    first
  );
}

/** What a span adds to a record that an earlier request brought. */
export function addition(row: Row): Row {
  return without(row, [...FAILURE, ...PLACE]);
}

/** Input and output go together: one account knows both, or the stream broke off before there was any output. */
const WHOLES = ['input_tokens', 'output_tokens'];

function fill(row: Row, other: Row): Row {
  const filled = { ...row };
  const counted = WHOLES.some((key) => row[key] !== undefined);
  if (leavesReasoningOut(row, other)) {
    filled.output_tokens = other.output_tokens;
  }
  for (const [key, value] of Object.entries(counted ? without(other, WHOLES) : other)) {
    const present = filled[key];
    if (present === undefined) {
      filled[key] = value;
    } else if (key === 'tags' || key === 'metadata') {
      filled[key] = { ...(value as object), ...(present as object) };
    }
  }
  return filled;
}

/** Of two accounts the one that does not tell of reasoning may not count it either. */
function leavesReasoningOut(row: Row, { input_tokens, output_tokens, reasoning_tokens }: Row): boolean {
  return (
    row.reasoning_tokens === undefined &&
    Number(reasoning_tokens) > 0 &&
    Number(row.input_tokens) === Number(input_tokens) &&
    Number(row.output_tokens) + Number(reasoning_tokens) === Number(output_tokens)
  );
}

function without(row: Row, keys: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([key]) => !keys.includes(key)));
}
