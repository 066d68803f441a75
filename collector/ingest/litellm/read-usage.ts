import { type FieldName } from '../fields';
import { type Payload } from './payload';
import { readOperation } from './read-operation';
import { firstNumber, firstText, objectOf } from './value';

type Counts = Partial<Record<FieldName, number | string>>;

/**
 * Tokens and units. LiteLLM's counts include cached input and reasoning already, whichever provider served the call.
 * A failed call has no usage of its own: what SpendLogs gives for its input is an estimate of LiteLLM's.
 */
export function readUsage(payload: Payload): Counts {
  const { row, usage, failed } = payload;
  const input = firstNumber(row.prompt_tokens, usage.prompt_tokens, usage.input_tokens) ?? 0;
  const output = firstNumber(row.completion_tokens, usage.completion_tokens, usage.output_tokens) ?? 0;
  if (failed && output === 0) {
    return {};
  }
  return input === 0 && output === 0
    ? readUnits(payload)
    : { ...readTokens(payload), input_tokens: input, output_tokens: output };
}

function readTokens({ usage }: Payload): Counts {
  const input = objectOf(usage.prompt_tokens_details ?? usage.input_tokens_details);
  const output = objectOf(usage.completion_tokens_details ?? usage.output_tokens_details);
  const written = objectOf(input.cache_creation_token_details ?? usage.cache_creation);
  return {
    cache_read_tokens: above0(usage.cache_read_input_tokens, input.cached_tokens),
    cache_write_tokens: above0(
      usage.cache_creation_input_tokens,
      input.cache_creation_tokens,
      input.cache_write_tokens
    ),
    cache_write_1h_tokens: above0(written.ephemeral_1h_input_tokens),
    input_audio_tokens: above0(input.audio_tokens),
    input_image_tokens: above0(input.image_tokens),
    reasoning_tokens: above0(output.reasoning_tokens),
    output_audio_tokens: above0(output.audio_tokens),
    output_image_tokens: above0(output.image_tokens),
  };
}

/** What is counted where there are no tokens, by LiteLLM's names. */
const UNITS: Readonly<Record<string, string>> = {
  seconds: 'second',
  duration_seconds: 'second',
  output_image_count: 'image',
  pages_processed: 'page',
  search_units: 'search',
};

function readUnits(payload: Payload): Counts {
  const { row, usage } = payload;
  const billed = objectOf(objectOf(objectOf(row.response).meta).billed_units);
  for (const [name, unit] of Object.entries(UNITS)) {
    const units = above0(usage[name], billed[name]);
    if (units !== undefined) {
      return { units, unit };
    }
  }
  const images = countImages(payload);
  return images === undefined ? {} : { units: images, unit: 'image' };
}

/** Where usage has no count of images: how many there are in the answer, else how many were asked for. */
function countImages({ row, failed }: Payload): number | undefined {
  if (failed || readOperation(firstText([row.call_type])) !== 'image') {
    return undefined;
  }
  const { data } = objectOf(row.response);
  return above0(Array.isArray(data) ? data.length : undefined, objectOf(row.model_parameters).n);
}

/** Details that are none (null, 0) are left out. */
function above0(...values: readonly unknown[]): number | undefined {
  const value = firstNumber(...values);
  return value !== undefined && value > 0 ? value : undefined;
}
