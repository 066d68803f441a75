import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { isTokenRole, TOKEN_ROLES } from '../access/token-book';
import { RULE_FIELDS } from '../pricing/customer-rules';
import { scaled } from '../pricing/decimal';
import { PRICE_COMPONENTS } from '../pricing/price-book';
import { isZone } from '../query/time/zone';
import { LOG_LEVELS } from './settings';

/** Prices and rates are read to 10⁻¹². */
const DIGITS = 12;
/** Largest price, rate or fee. */
const MAX_DECIMAL = 1_000_000;
const DECIMAL_HELP = `must be a decimal from 0 to ${MAX_DECIMAL} with at most 12 digits after the point`;

/** An object whose unknown keys are errors, so that a misspelt one is not silently without effect. */
function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  const allowed = `allowed are ${Object.keys(shape).join(', ')}`;
  return z.strictObject(shape, { error: ({ code }) => (code === 'unrecognized_keys' ? allowed : undefined) });
}

const zone = z.string().refine(isZone, { error: 'must be an IANA time zone, for instance Europe/Berlin or UTC' });

const decimal = z
  .union([z.number(), z.string()], { error: DECIMAL_HELP })
  .refine((value) => isExact(value) && Number(value) <= MAX_DECIMAL, { error: DECIMAL_HELP })
  .transform((value) => scaled(value, DIGITS)!);

const date = z.string().refine((text) => localTime(text) !== undefined, {
  error: 'must be a date (2026-01-31) or a local time (2026-01-31T18:00)',
});

const validity = { from: date.optional(), to: date.optional() };
const AFTER_FROM = { error: 'must lie after from', path: ['to'] };

const priceFields = strict({
  provider: z.string().optional(),
  model: z.string().min(1),
  service_tier: z.string().optional(),
  unit_name: z.string().optional(),
  ...validity,
  ...(Object.fromEntries(PRICE_COMPONENTS.map((component) => [component, decimal.optional()])) as Record<
    (typeof PRICE_COMPONENTS)[number],
    z.ZodOptional<typeof decimal>
  >),
});
const price = priceFields.refine(isOrdered, AFTER_FROM);

const ruleFields = strict({
  match: strict(
    Object.fromEntries(RULE_FIELDS.map((field) => [field, z.string().optional()])) as Record<
      (typeof RULE_FIELDS)[number],
      z.ZodOptional<z.ZodString>
    >
  ).default({}),
  ...validity,
  markup: decimal.optional(),
  fee: decimal.optional(),
  fee_on: z.enum(['success', 'all']).default('success'),
});
const customerRule = ruleFields.refine(isOrdered, AFTER_FROM);

/** A header carries no other characters, and a blank ends the secret in it. */
const SECRET = /^[\x21-\x7e]{8,}$/;

const token = z
  .string()
  .refine((text) => tokenParts(text) !== undefined, {
    error: `must be role[:label]:secret, role one of ${TOKEN_ROLES.join(', ')}, the secret of at least 8 visible ASCII characters`,
  })
  .transform((text) => tokenParts(text)!);

/** Who holds a secret has one role: of two tokens that share it, one would be without effect. */
const tokens = z.array(token).superRefine((list, context) => {
  list.forEach(({ secret }, index) => {
    if (list.findIndex((other) => other.secret === secret) < index) {
      context.addIssue({ code: 'custom', path: [index], message: 'must have a secret of its own' });
    }
  });
});

const listen = z
  .string()
  .refine((text) => listenParts(text) !== undefined, { error: 'must be host:port, for instance 127.0.0.1:4319' })
  .transform((text) => listenParts(text)!);

/** `tokenledger.yaml`. */
export const CONFIG_SCHEMA = strict({
  listen: listen.prefault('127.0.0.1:4319'),
  data_dir: z.string().min(1).default('./data'),
  store: z.enum(['sqlite']).default('sqlite'),
  timezone: zone.default('UTC'),
  log_level: z.enum(LOG_LEVELS).default('info'),
  tokens: tokens.default([]),
  pricing: strict({ prices: z.array(price).default([]), customer: z.array(customerRule).default([]) }).prefault({}),
});

export type Config = z.output<typeof CONFIG_SCHEMA>;
export type PriceConfig = z.output<typeof price>;
export type CustomerRuleConfig = z.output<typeof customerRule>;
export type ConfigKey = keyof Config;

/** Keys of the file, in the order they are printed. */
export const CONFIG_KEYS = Object.keys(CONFIG_SCHEMA.shape) as ConfigKey[];

function isExact(value: string | number): boolean {
  const units = scaled(value, DIGITS);
  return units !== undefined && units >= 0n && scaled(value, DIGITS * 2) === units * 10n ** BigInt(DIGITS);
}

function localTime(text: string): Temporal.PlainDateTime | undefined {
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$/.test(text)) {
    return undefined;
  }
  try {
    return Temporal.PlainDateTime.from(text);
  } catch {
    return undefined;
  }
}

function isOrdered({ from, to }: { from?: string; to?: string }): boolean {
  const [start, end] = [from, to].map((text) => (text === undefined ? undefined : localTime(text)));
  return !start || !end || Temporal.PlainDateTime.compare(start, end) < 0;
}

function tokenParts(text: string) {
  const [role = '', ...rest] = text.split(':');
  const [label, secret] = rest.length > 1 ? [rest[0], rest.slice(1).join(':')] : ['default', rest[0]];
  return isTokenRole(role) && label && secret && SECRET.test(secret) ? { role, label, secret } : undefined;
}

function listenParts(text: string) {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:\s]*)):(\d{1,5})$/.exec(text.trim());
  const port = Number(match?.[3]);
  return match && port <= 65_535 ? { host: match[1] ?? (match[2] || '0.0.0.0'), port } : undefined;
}
