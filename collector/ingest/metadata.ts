const MAX_BYTES = 65_536;
const MAX_DEPTH = 16;

/** Keys under which gateways and SDKs send prompts and answers. Texts and objects under them never reach the disk. */
const CONTENT_KEYS: ReadonlySet<string> = new Set([
  'messages',
  'prompt',
  'prompts',
  'input',
  'inputs',
  'output',
  'outputs',
  'completion',
  'completions',
  'choices',
  'content',
  'response',
  'request',
  'request_body',
  'response_body',
  'system_prompt',
  'system_instructions',
]);

export interface BoundedMetadata {
  /** What is kept; undefined if nothing is. */
  readonly metadata: Record<string, unknown> | undefined;
  readonly contentDropped: boolean;
  /** Too large or too deeply nested to be kept. */
  readonly tooLarge: boolean;
}

/** Metadata as it is kept: bounded, and without prompts and answers at any level. */
export function boundedMetadata(metadata: object): BoundedMetadata {
  const state: State = { bytes: MAX_BYTES, dropped: false };
  const kept = trimObject(metadata, 1, state);
  return {
    metadata: Object.keys(kept).length > 0 ? kept : undefined,
    contentDropped: state.dropped,
    tooLarge: state.bytes < 0,
  };
}

interface State {
  bytes: number;
  dropped: boolean;
}

function trimObject(value: object, depth: number, state: State): Record<string, unknown> {
  const kept: Array<[string, unknown]> = [];
  for (const [key, item] of Object.entries(value)) {
    if (isContent(key, item)) {
      state.dropped = true;
      continue;
    }
    state.bytes -= Buffer.byteLength(key) + 4;
    kept.push([key, trim(item, depth, state)]);
  }
  return Object.fromEntries(kept);
}

/** The depth is checked before it descends, so that no nesting can exhaust the stack. */
function trim(value: unknown, depth: number, state: State): unknown {
  state.bytes -= typeof value === 'string' ? Buffer.byteLength(value) : 8;
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (depth >= MAX_DEPTH) {
    state.bytes = -1;
  }
  if (state.bytes < 0) {
    return null;
  }
  return Array.isArray(value)
    ? value.map((item) => trim(item, depth + 1, state))
    : trimObject(value, depth + 1, state);
}

function isContent(key: string, value: unknown): boolean {
  return (typeof value === 'string' || typeof value === 'object') && CONTENT_KEYS.has(key.toLowerCase());
}
