import { z } from 'zod';
import { isTokenRole, TOKEN_ROLES } from '../access/token-book';
import { isZone } from '../query/time/zone';
import { CAPTURE_SCHEMA, CONTENT_SCHEMA } from './content-schema';
import { DAY_PARTS_SCHEMA } from './day-parts-schema';
import { DIRECTORY_SCHEMA } from './directory-schema';
import { IDENTITY_SCHEMA } from './identity-schema';
import { POLICY_SCHEMA } from './policy-schema';
import { LIMITS_SCHEMA } from './limits-schema';
import { LOG_LEVELS } from './settings';
import { CREDITS_SCHEMA, PRICING_SCHEMA } from './pricing-schema';
import { strict } from './strict';

const zone = z.string().refine(isZone, { error: 'must be an IANA time zone, for instance Europe/Berlin or UTC' });

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
  day_parts: DAY_PARTS_SCHEMA.prefault({}),
  log_level: z.enum(LOG_LEVELS).default('info'),
  metrics: z.enum(['token', 'open']).default('token'),
  tokens: tokens.default([]),
  limits: LIMITS_SCHEMA.prefault({}),
  capture: CAPTURE_SCHEMA,
  content: CONTENT_SCHEMA.prefault({}),
  pricing: PRICING_SCHEMA.prefault({}),
  credits: CREDITS_SCHEMA.prefault({}),
  directory: DIRECTORY_SCHEMA.prefault({}),
  policy: POLICY_SCHEMA.prefault({}),
  identity: IDENTITY_SCHEMA.optional(),
});

export type Config = z.output<typeof CONFIG_SCHEMA>;
export type ConfigKey = keyof Config;

/** Keys of the file, in the order they are printed. */
export const CONFIG_KEYS = Object.keys(CONFIG_SCHEMA.shape) as ConfigKey[];

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
