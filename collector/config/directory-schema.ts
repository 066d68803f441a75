import { z } from 'zod';
import { DERIVED_FIELDS, type DerivedField, DIRECTORY_ROLES, isMatchKey, MATCH_FIELDS } from '../directory/entries';
import { strict } from './strict';
import { AFTER_FROM, isOrdered, VALIDITY } from './validity';

/** As long as the record's own fields may be. */
const MAX_NAME = 1_024;

const name = z
  .string({ error: ({ input }) => (input === undefined ? 'is missing' : 'must be a text') })
  .min(1, { error: 'must not be empty' })
  .max(MAX_NAME, { error: `must have at most ${MAX_NAME} characters` })
  .refine((text) => text === text.trim(), { error: 'must not begin or end with a blank' });

const role = z.enum(DIRECTORY_ROLES, { error: `must be one of ${DIRECTORY_ROLES.join(', ')}` }).optional();

const user = strict({ user: name, team: name, role, ...VALIDITY }).refine(isOrdered, AFTER_FROM);

const team = strict({ team: name, organization: name, ...VALIDITY }).refine(isOrdered, AFTER_FROM);

const key = strict({ api_key: name, project: name.optional(), team: name.optional(), ...VALIDITY })
  .refine(isOrdered, AFTER_FROM)
  .refine((entry) => entry.project !== undefined || entry.team !== undefined, {
    error: 'must name a project, a team or both',
  });

const match = z.record(z.string(), name).superRefine((patterns, context) => {
  const keys = Object.keys(patterns).filter((pattern) => !isMatchKey(pattern));
  if (keys.length > 0) {
    const message = `allowed are ${MATCH_FIELDS.join(', ')}, tag.<key>`;
    context.addIssue({ code: 'unrecognized_keys', keys, message, input: patterns });
  }
});

const set = strict(
  Object.fromEntries(DERIVED_FIELDS.map((field) => [field, name.optional()])) as Record<
    DerivedField,
    z.ZodOptional<typeof name>
  >
).refine((values) => Object.keys(values).length > 0, {
  error: `must set at least one of ${DERIVED_FIELDS.join(', ')}`,
});

const rule = strict({ match: match.default({}), set, ...VALIDITY }).refine(isOrdered, AFTER_FROM);

/** The schema of one entry of each list, for files that are read entry by entry. */
export const ENTRY_SCHEMAS = { users: user, keys: key, teams: team };
export type EntryList = keyof typeof ENTRY_SCHEMAS;

const LISTS = {
  users: z.array(user).default([]),
  teams: z.array(team).default([]),
  keys: z.array(key).default([]),
  rules: z.array(rule).default([]),
};

/** A file of the directory in YAML. */
export const DIRECTORY_FILE_SCHEMA = strict(LISTS);

/** The key `directory`. */
export const DIRECTORY_SCHEMA = strict({
  ...LISTS,
  file: z
    .union([z.string().min(1), z.array(z.string().min(1))], { error: 'must be a path or a list of paths' })
    .transform((paths) => [paths].flat())
    .default([]),
});

export type DirectoryConfig = z.output<typeof DIRECTORY_SCHEMA>;
export type UserConfig = z.output<typeof user>;
export type KeyConfig = z.output<typeof key>;
export type TeamConfig = z.output<typeof team>;
export type DirectoryRuleConfig = z.output<typeof rule>;
