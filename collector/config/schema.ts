import { z } from 'zod';
import { isTokenRole, TOKEN_ROLES } from '../access/token-book';
import { RULE_FIELDS } from '../pricing/customer-rules';
import { scaled } from '../pricing/decimal';
import { PRICE_COMPONENTS } from '../pricing/price-book';
import { isZone } from '../query/time/zone';
import { LOG_LEVELS } from './settings';

/** Prices and rates are read to 10⁻¹². */
const DIGITS = 12;

const zone = z.string().refine(isZone, { error: 'must be an IANA time zone, for instance Europe/Berlin or UTC' });

const decimal = z
  .union([z.number(), z.string()])
  .refine((value) => isExact(value), { error: 'must be a decimal of 0 or more with at most 12 digits after the point' })
  .transform((value) => scaled(value, DIGITS)!);

const date = z
  .string()
  .refine((text) => /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$/.test(text), {
    error: 'must be a date (2026-01-31) or a local time (2026-01-31T18:00)',
  });

const validity = { from: date.optional(), to: date.optional() };

const price = z.strictObject({
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

const customerRule = z.strictObject({
  match: z
    .strictObject(
      Object.fromEntries(RULE_FIELDS.map((field) => [field, z.string().optional()])) as Record<
        (typeof RULE_FIELDS)[number],
        z.ZodOptional<z.ZodString>
      >
    )
    .default({}),
  ...validity,
  markup: decimal.optional(),
  fee: decimal.optional(),
  fee_on: z.enum(['success', 'all']).default('success'),
});

const token = z
  .string()
  .refine((text) => tokenParts(text) !== undefined, {
    error: `must be role[:label]:secret, role one of ${TOKEN_ROLES.join(', ')}, the secret of at least 8 characters`,
  })
  .transform((text) => tokenParts(text)!);

const listen = z
  .string()
  .refine((text) => listenParts(text) !== undefined, { error: 'must be host:port, for instance 127.0.0.1:4319' })
  .transform((text) => listenParts(text)!);

/** `tokenledger.yaml`: unknown keys are errors, so that a misspelt one is not silently without effect. */
export const CONFIG_SCHEMA = z.strictObject({
  listen: listen.prefault('127.0.0.1:4319'),
  data_dir: z.string().min(1).default('./data'),
  store: z.enum(['sqlite']).default('sqlite'),
  timezone: zone.default('UTC'),
  log_level: z.enum(LOG_LEVELS).default('info'),
  tokens: z.array(token).default([]),
  pricing: z
    .strictObject({ prices: z.array(price).default([]), customer: z.array(customerRule).default([]) })
    .prefault({}),
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

function tokenParts(text: string) {
  const [role = '', ...rest] = text.split(':');
  const [label, secret] = rest.length > 1 ? [rest[0], rest.slice(1).join(':')] : ['default', rest[0]];
  return isTokenRole(role) && label && secret && secret.length >= 8 ? { role, label, secret } : undefined;
}

function listenParts(text: string) {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:\s]*)):(\d{1,5})$/.exec(text.trim());
  const port = Number(match?.[3]);
  return match && port <= 65_535 ? { host: match[1] ?? (match[2] || '0.0.0.0'), port } : undefined;
}
