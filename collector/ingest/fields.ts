import { z } from 'zod';
import { picoFromUsd, usdText } from '../pricing/decimal';
import { readTimestamp } from './timestamp';

const MAX_TEXT = 1_024;
const MAX_ERROR_TEXT = 8_192;
const MAX_TAGS = 64;
const MAX_TAG_KEY = 256;
/** Most a record can cost: 1,000,000 USD. */
const MAX_COST = 1_000_000n * 10n ** 12n;
const MAX_TOKENS = 1_000_000_000_000;
const MAX_AMOUNT = 1_000_000_000_000;

/** A whole number of more digits than a double holds is none: two different ids would become one. */
const writtenNumber = z.number().refine((value) => !Number.isInteger(value) || Number.isSafeInteger(value));

const text = (max = MAX_TEXT) =>
  z
    .union([z.string(), writtenNumber.transform(String)], { error: 'must be a text' })
    .refine((value) => value.length <= max, { error: `must have at most ${max} characters` });

const DIGITS = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/;

/** Digit strings are numbers: several SDKs send all attributes as text. */
const number = z.union(
  [
    z.number(),
    z
      .string()
      .refine((value) => DIGITS.test(value.trim()))
      .transform(Number),
  ],
  { error: 'must be a number' }
);

/** Bounded, so that no sum of them leaves what a double holds. */
const atLeastZero = number.refine((value) => value >= 0 && value <= MAX_AMOUNT, {
  error: `must be from 0 to ${MAX_AMOUNT}`,
});

const tokens = number.refine((value) => Number.isInteger(value) && value >= 0 && value <= MAX_TOKENS, {
  error: `must be a whole number of tokens from 0 to ${MAX_TOKENS}`,
});

const bool = z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')], {
  error: 'must be true or false',
});

/** An amount as the plain decimal it is kept as. */
const usd = z
  .union([z.number(), z.string()], { error: 'must be a number or a decimal text' })
  .transform((value) => picoFromUsd(value))
  .refine((pico) => pico !== undefined, {
    error: 'must be a number or a decimal text, for instance 0.0042',
    abort: true,
  })
  .refine((pico) => pico >= 0n, { error: 'must be 0 or more; refunds are no usage' })
  .refine((pico) => pico <= MAX_COST, { error: `must be at most ${usdText(MAX_COST)} USD a record` })
  .transform((pico) => usdText(pico));

const tag = z.union([z.string(), z.number(), z.boolean(), z.null()], { error: 'must be an object of texts' });

/** As with fields, a tag of null or an empty text is absent. */
const tags = z
  .record(z.string(), tag, { error: 'must be an object of texts' })
  .transform((value) => Object.entries(value).filter(([, item]) => item !== null && item !== ''))
  .transform((entries) => Object.fromEntries(entries.map(([key, item]) => [key, String(item)])))
  .refine((value) => Object.keys(value).length <= MAX_TAGS, { error: `must have at most ${MAX_TAGS} keys` })
  .refine((value) => Object.keys(value).every((key) => key.length <= MAX_TAG_KEY), {
    error: `must have keys of at most ${MAX_TAG_KEY} characters`,
  })
  .refine((value) => Object.values(value).every((item) => item.length <= MAX_TEXT), {
    error: `must have values of at most ${MAX_TEXT} characters`,
  });

const metadata = z.record(z.string(), z.unknown(), { error: 'must be an object' });

/** How each field of a usage record is read. What is not listed here goes into `metadata`. */
export const FIELD_SCHEMAS = {
  id: text(),
  source: text(256),
  timestamp: z
    .union([z.string(), z.number()], { error: 'must be an RFC 3339 text or an epoch number' })
    .transform(readTimestamp),
  model: text(),
  user: text(),
  team: text(),
  organization: text(),
  project: text(),
  api_key: text(),
  environment: text(),
  task: text(),
  configuration: text(),
  session: text(),
  provider: text(),
  response_model: text(),
  region: text(),
  operation: text(),
  endpoint: text(),
  stream: bool,
  service_tier: text(),
  input_tokens: tokens,
  output_tokens: tokens,
  cache_read_tokens: tokens,
  cache_write_tokens: tokens,
  cache_write_1h_tokens: tokens,
  input_audio_tokens: tokens,
  input_image_tokens: tokens,
  reasoning_tokens: tokens,
  output_audio_tokens: tokens,
  output_image_tokens: tokens,
  units: atLeastZero,
  unit: text(64),
  status_code: number.refine((value) => Number.isInteger(value) && value >= 100 && value <= 599, {
    error: 'must be an HTTP status from 100 to 599',
  }),
  error: text(MAX_ERROR_TEXT),
  error_type: text(128),
  latency_ms: atLeastZero,
  time_to_first_token_ms: atLeastZero,
  provider_cost: usd,
  currency: z
    .string({ error: 'must be a text' })
    .refine((value) => value.toUpperCase() === 'USD', { error: 'must be USD: the ledger keeps no other currency' }),
  cache_hit: bool,
  saved_cost: usd,
  rating: number.refine((value) => value >= 1 && value <= 5, { error: 'must be from 1 to 5' }),
  attempt_of: text(),
  trace_id: text(128),
  span_id: text(128),
  reservation: text(),
  tags,
  metadata,
} satisfies Record<string, z.ZodType>;

export type FieldName = keyof typeof FIELD_SCHEMAS;

/** Whether a key of a record is one of its fields. */
export function isFieldName(key: string): key is FieldName {
  return Object.hasOwn(FIELD_SCHEMAS, key);
}
