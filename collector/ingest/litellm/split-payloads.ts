import { isUtf8 } from 'node:buffer';
import { JsonElements } from '../../import/json-elements';
import { exceedsDepth, MAX_DEPTH } from '../exceeds-depth';
import { isObject } from './value';

/** One payload of a body, or why it could not even be taken apart. */
export type SplitPayload =
  { readonly index: number; readonly value: unknown } | { readonly index: number; readonly problem: string };

const LINE_FEED = '\n';

/**
 * The payloads of a body in any of LiteLLM's log formats: `json_array`, `ndjson`, `single`; also the answer of its own
 * API (`{"data": […]}`). LiteLLM names all of them application/json, so the text tells which it is. What is malformed
 * costs only itself. Null: nothing of it can be read.
 */
export function splitPayloads(body: Buffer): SplitPayload[] | null {
  if (!isUtf8(body)) {
    return null;
  }
  const text = body
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trim();
  const whole = exceedsDepth(body) ? undefined : parseJson(text);
  if (whole !== undefined) {
    return listed(whole)?.map((value, index) => ({ index, value })) ?? null;
  }
  const split = text.startsWith('[') && !isFirstLineWhole(text) ? splitArray(body) : splitLines(text);
  return split.some((payload) => 'value' in payload) ? split : null;
}

/** A list that is not to be read any further: lines follow it. */
function isFirstLineWhole(text: string): boolean {
  const end = text.indexOf(LINE_FEED);
  return end > 0 && parseJson(text.slice(0, end).trim()) !== undefined;
}

function listed(whole: unknown): readonly unknown[] | null {
  if (isObject(whole)) {
    return Array.isArray(whole.data) && !('call_type' in whole) ? (whole.data as unknown[]) : [whole];
  }
  return Array.isArray(whole) ? (whole as unknown[]) : null;
}

function splitArray(body: Buffer): SplitPayload[] {
  const elements = new JsonElements(body.length);
  const split = elements.take(body).map((json, index) => parsed(json ?? Buffer.of(), index));
  return elements.whole ? split : [...split, { index: split.length, problem: 'the list breaks off here' }];
}

function splitLines(text: string): SplitPayload[] {
  return text.split(LINE_FEED).flatMap((line, index) => (line.trim() === '' ? [] : [parsed(Buffer.from(line), index)]));
}

function parsed(json: Buffer, index: number): SplitPayload {
  if (exceedsDepth(json)) {
    return { index, problem: `nests deeper than ${MAX_DEPTH} levels` };
  }
  const value = parseJson(json.toString('utf8').trim());
  return value === undefined ? { index, problem: 'is not valid JSON' } : { index, value };
}

/** Python writes numbers that JSON has no form for. */
const NO_NUMBER = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;

/** JSON, or undefined. What is no number in JSON is null. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return /NaN|Infinity/.test(text)
      ? parseStrict(text.replaceAll(NO_NUMBER, (found) => (found.startsWith('"') ? found : 'null')))
      : undefined;
  }
}

function parseStrict(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
