const MAX_BYTES = 65_536;
const MAX_DEPTH = 16;

/**
 * Names under which gateways and SDKs send prompts and answers, in lower case and without separators. Texts, lists
 * and objects under them never reach the disk.
 *
 * Sources: OpenTelemetry GenAI, OpenInference and OpenLLMetry attributes; the bodies of the providers' own APIs.
 */
const CONTENT_NAMES: ReadonlySet<string> = new Set([
  ...['messages', 'inputmessages', 'outputmessages', 'content', 'contents', 'text'],
  ...['prompt', 'prompts', 'systemprompt', 'userprompt', 'instructions', 'systeminstruction', 'systeminstructions'],
  ...['input', 'inputs', 'inputtext', 'question', 'output', 'outputs', 'outputtext', 'answer', 'transcript'],
  ...['completion', 'completions', 'choices', 'candidates', 'thinking', 'reasoningcontent'],
  ...['toolcalls', 'arguments', 'completeinputdict', 'proxyserverrequest'],
  ...['request', 'requestbody', 'rawrequest', 'response', 'responsebody', 'rawresponse', 'body'],
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
  return Array.isArray(value) ? value.map((item) => trim(item, depth + 1, state)) : trimObject(value, depth + 1, state);
}

function isContent(key: string, value: unknown): boolean {
  return (typeof value === 'string' || typeof value === 'object') && CONTENT_NAMES.has(contentName(key));
}

/** The part of an attribute's name that says what it is: `gen_ai.prompt.0` → `prompt`, `input.value` → `input`. */
function contentName(key: string): string {
  const parts = key.toLowerCase().split('.');
  return (parts.findLast((part) => part !== 'value' && !/^\d+$/.test(part)) ?? '').replace(/[_\s-]/g, '');
}
