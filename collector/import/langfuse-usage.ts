import { isObject, type JsonObject } from './import-row';
import { numberOf, pick, pickNumber, sum } from './pick';

/**
 * Token counts of a Langfuse observation. Its usage types are buckets that add up to `total`, so cached input is not in
 * `input`, nor reasoning in `output`. Senders that do not keep to this are told by their total: where it is input plus
 * output alone, the other types are parts of these.
 */
export function langfuseUsage(row: JsonObject): JsonObject {
  const details = pick(row, 'usageDetails', 'usage_details');
  return isObject(details) && Object.keys(details).length > 0 ? fromDetails(details) : fromLegacy(row);
}

function fromDetails(details: JsonObject): JsonObject {
  const counts = Object.entries(details).flatMap(([key, value]): Array<[string, number]> => {
    const count = numberOf(value);
    return count === undefined ? [] : [[key.toLowerCase(), count]];
  });
  const of = (test: (key: string) => boolean) =>
    sum(...counts.map(([key, count]) => (test(key) ? count : undefined))) ?? 0;
  const input = of((key) => MAIN.input.has(key));
  const output = of((key) => MAIN.output.has(key));
  const total = of((key) => key === 'total' || key === 'total_tokens');
  const read = of(isRead);
  const written = of(isWritten);
  const written1h = of((key) => isWritten(key) && key.includes('1h'));
  const reasoning = of((key) => /reasoning|thinking|thought/.test(key));
  const inputs = of((key) => !MAIN.input.has(key) && isInput(key));
  const outputs = of((key) => !MAIN.output.has(key) && isOutput(key));
  const within = total > 0 && inputs + outputs > 0 && total === input + output;
  return {
    input_tokens: within ? input : input + inputs,
    output_tokens: within ? output : output + outputs,
    cache_read_tokens: read || undefined,
    cache_write_tokens: written || undefined,
    cache_write_1h_tokens: written1h || undefined,
    reasoning_tokens: reasoning || undefined,
    input_audio_tokens: of((key) => key.includes('audio') && isInput(key) && !isRead(key)) || undefined,
    output_audio_tokens: of((key) => key.includes('audio') && isOutput(key)) || undefined,
  };
}

const MAIN = {
  input: new Set(['input', 'input_tokens', 'prompt_tokens', 'prompttokens']),
  output: new Set(['output', 'output_tokens', 'completion_tokens', 'completiontokens']),
};

function isRead(key: string): boolean {
  return /cache_?read|cached/.test(key);
}

function isWritten(key: string): boolean {
  return /cache_?(creation|write)/.test(key);
}

function isInput(key: string): boolean {
  return /input|prompt/.test(key) || isRead(key) || isWritten(key);
}

function isOutput(key: string): boolean {
  return /output|completion|reasoning|thinking|thought/.test(key) && !isInput(key);
}

/** Exports from before usage had types. */
function fromLegacy(row: JsonObject): JsonObject {
  const usage = isObject(row.usage) ? row.usage : {};
  return {
    input_tokens:
      pickNumber(usage, 'input', 'promptTokens') ?? pickNumber(row, 'inputUsage', 'promptTokens', 'input_usage'),
    output_tokens:
      pickNumber(usage, 'output', 'completionTokens') ??
      pickNumber(row, 'outputUsage', 'completionTokens', 'output_usage'),
  };
}
