import { type Content } from '../content/content';
import { isContentKey } from '../content/content-keys';
import { exceedsDepth } from './exceeds-depth';

const MAX_BYTES = 65_536;
const MAX_DEPTH = 16;

export interface BoundedMetadata {
  /** What is kept; undefined if nothing is. */
  readonly metadata: Record<string, unknown> | undefined;
  /** Prompts and answers that were among it, by their place; undefined if none were. */
  readonly content: Content | undefined;
  /** Too large or too deeply nested to be kept. */
  readonly tooLarge: boolean;
}

/** Metadata as it is kept: bounded, and without prompts and answers at any level, in texts of JSON too. */
export function boundedMetadata(metadata: object): BoundedMetadata {
  const state: State = { bytes: MAX_BYTES, content: null };
  const kept = trimObject(metadata, '', 1, state);
  return {
    metadata: Object.keys(kept).length > 0 ? kept : undefined,
    content: state.content ? Object.fromEntries(state.content) : undefined,
    tooLarge: state.bytes < 0,
  };
}

interface State {
  bytes: number;
  content: Array<[string, unknown]> | null;
}

/** `path` is where the object is, with a point at its end. */
function trimObject(value: object, path: string, depth: number, state: State): Record<string, unknown> {
  const kept: Array<[string, unknown]> = [];
  for (const [key, item] of Object.entries(value)) {
    if ((typeof item === 'string' || typeof item === 'object') && isContentKey(key)) {
      takeContent(path + key, item, state);
      continue;
    }
    state.bytes -= Buffer.byteLength(key) + 4;
    kept.push([key, trim(item, path + key, depth, state)]);
  }
  return Object.fromEntries(kept);
}

/** The depth is checked before it descends, so that no nesting can exhaust the stack. */
function trim(value: unknown, path: string, depth: number, state: State): unknown {
  if (typeof value === 'string') {
    const text = isJsonText(value) ? trimJson(value, path, depth, state) : value;
    state.bytes -= Buffer.byteLength(text);
    return text;
  }
  state.bytes -= 8;
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
    ? value.map((item, index) => trim(item, `${path}.${index}`, depth + 1, state))
    : trimObject(value, `${path}.`, depth + 1, state);
}

/** Of a list or an object. */
function isJsonText(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

/** SDKs pack parameters and whole requests into a text, as attributes hold no objects. */
function trimJson(text: string, path: string, depth: number, state: State): string {
  const parsed = parse(text);
  if (parsed === undefined) {
    if (!namesContent(text)) {
      return text;
    }
    takeContent(path, text, state);
    return '';
  }
  const inner: State = { bytes: MAX_BYTES, content: null };
  const kept = trim(parsed, path, depth, inner);
  // What is too deep to be looked through might hold anything.
  if (inner.bytes < 0) {
    takeContent(path, text, state);
    return '';
  }
  inner.content?.forEach(([place, item]) => takeContent(place, item, state));
  return inner.content ? JSON.stringify(kept) : text;
}

/** Whether what looks like JSON and is none (cut off, or as Python prints it) has content in it. */
function namesContent(text: string): boolean {
  return Array.from(text.matchAll(/["']([\w.:/ -]{1,100})["']\s*:/g)).some(([, key]) => isContentKey(key!));
}

function parse(text: string): unknown {
  try {
    return exceedsDepth(Buffer.from(text)) ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function takeContent(path: string, value: unknown, state: State): void {
  state.content ??= [];
  state.content.push([path, value]);
}
