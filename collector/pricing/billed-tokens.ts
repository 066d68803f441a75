import { type UsageRecord } from '../../contract/record';
import { type PriceComponent } from './price';

type Amount = [component: PriceComponent, tokens: number];

/** Tokens per component, each token once: parts are taken out of the whole they belong to. */
export function billedTokens(record: UsageRecord): Amount[] {
  const write1h = record.cache_write_1h_tokens ?? 0;
  const write5m = Math.max(0, (record.cache_write_tokens ?? 0) - write1h);
  return [
    ...split(
      ['input', record.input_tokens ?? 0],
      [
        ['cache_read', record.cache_read_tokens ?? 0],
        ['cache_write', write5m],
        ['cache_write_1h', write1h],
      ],
      [
        ['input_audio', record.input_audio_tokens ?? 0],
        ['input_image', record.input_image_tokens ?? 0],
      ]
    ),
    ...split(
      ['output', record.output_tokens ?? 0],
      [['reasoning', record.reasoning_tokens ?? 0]],
      [
        ['output_audio', record.output_audio_tokens ?? 0],
        ['output_image', record.output_image_tokens ?? 0],
      ]
    ),
  ];
}

/** Size of the prompt: all input, cached included. Context tiers go by it. */
export function promptTokens(record: UsageRecord): number {
  const parts =
    (record.cache_read_tokens ?? 0) + Math.max(record.cache_write_tokens ?? 0, record.cache_write_1h_tokens ?? 0);
  return Math.max(record.input_tokens ?? 0, parts, (record.input_audio_tokens ?? 0) + (record.input_image_tokens ?? 0));
}

/** A whole by its parts. What kind of content a token is says nothing of whether it was cached, so kinds get what is left. */
function split([whole, tokens]: Amount, parts: Amount[], kinds: Amount[]): Amount[] {
  let left = Math.max(0, Math.max(tokens, sum(kinds)) - sum(parts));
  const rest = kinds.map(([kind, amount]): Amount => {
    const billed = Math.min(amount, left);
    left -= billed;
    return [kind, billed];
  });
  return [[whole, left], ...parts, ...rest];
}

function sum(amounts: Amount[]): number {
  return amounts.reduce((total, [, amount]) => total + amount, 0);
}
