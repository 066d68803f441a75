import { z } from 'zod';
import { DIMENSIONS, type DimensionId, isDimensionId } from '../../contract/dimensions';
import {
  DEFAULT_POLICY,
  type Grant,
  GIVEN_ROLES,
  MONEY_VIEWS,
  type Policy,
  ROW_WORDS,
  type View,
  type Viewer,
  VIEWERS,
} from '../access/policy/policy';
import { RIGHT_FIELDS, type RightField } from '../access/scope';
import { strict } from './strict';

const name = z.string({ error: 'must be a text' }).min(1, { error: 'must not be empty' });
const names = z.array(name, { error: 'must be a list of texts' }).min(1, { error: 'must hold at least one' });

const dimension = z.custom<DimensionId>((text) => typeof text === 'string' && isDimensionId(text), {
  error: `must be a dimension: ${DIMENSIONS.map(({ id }) => id).join(', ')} or tag.<key>`,
});

const PERSON = {
  grafana_role: z.enum(['Viewer', 'Editor', 'Admin'], { error: 'must be Viewer, Editor or Admin' }).optional(),
  login: name.optional(),
  email: name.optional(),
  user: name.optional(),
  team: name.optional(),
};
const NAMES_NOBODY = { error: `must name at least one of ${Object.keys(PERSON).join(', ')}` };

const namesSomebody = (grant: Grant) =>
  Object.keys(PERSON).some((key) => grant[key as keyof typeof PERSON] !== undefined);

const grants = z.array(strict(PERSON).refine(namesSomebody, NAMES_NOBODY));
const leads = z.array(strict({ ...PERSON, teams: names.optional() }).refine(namesSomebody, NAMES_NOBODY));

const ROWS = {
  error: `must be one of ${ROW_WORDS.join(', ')}, or lists by field: ${RIGHT_FIELDS.join(', ')}`,
};

const rows = z.union(
  [
    z.enum(ROW_WORDS, ROWS),
    strict(
      Object.fromEntries(RIGHT_FIELDS.map((field) => [field, names.optional()])) as Record<
        RightField,
        z.ZodOptional<typeof names>
      >
    ).refine((rule) => Object.keys(rule).length > 0, ROWS),
  ],
  ROWS
);

/** What is not said of a view is as by default. */
const view = strict({
  rows: rows.optional(),
  money: z.enum(MONEY_VIEWS, { error: `must be one of ${MONEY_VIEWS.join(', ')}` }).optional(),
  hide: z.array(dimension, { error: 'must be a list of dimensions' }).optional(),
  export: z.boolean({ error: 'must be true or false' }).optional(),
});

const organization = strict({
  id: z.int({ error: 'must be the number of a Grafana organisation' }).min(1),
  organization: z
    .union([name, names], { error: 'must be an organization of the ledger, or a list of them' })
    .transform((some) => [some].flat())
    .optional(),
});

const organizations = z.array(organization).superRefine((list, context) => {
  list.forEach(({ id }, index) => {
    if (list.findIndex((other) => other.id === id) < index) {
      context.addIssue({ code: 'custom', path: [index, 'id'], message: 'is there twice' });
    }
  });
});

const PERSONLESS: readonly Viewer[] = ['alerts', 'public', 'anonymous'];

const views = strict(
  Object.fromEntries(VIEWERS.map((viewer) => [viewer, view.prefault({})])) as Record<Viewer, z.ZodPrefault<typeof view>>
).superRefine((all, context) => {
  for (const viewer of PERSONLESS) {
    const { rows: seen } = all[viewer];
    if (seen === 'own' || seen === 'team') {
      context.addIssue({
        code: 'custom',
        path: [viewer, 'rows'],
        message: 'must be none, all or lists by field: nobody is signed in whose own rows they could be',
      });
    }
  }
});

/** The key `policy`: who may see what. */
export const POLICY_SCHEMA = strict({
  roles: strict({ lead: leads.optional(), admin: grants.optional(), owner: grants.optional() }).prefault({}),
  views: views.prefault({}),
  organizations: organizations.optional(),
});

/** The policy as configured, over the default one. */
export function policyFromConfig({
  roles,
  views: given,
  organizations: listed,
}: z.output<typeof POLICY_SCHEMA>): Policy {
  return {
    roles: Object.fromEntries(
      GIVEN_ROLES.map((role) => [role, roles[role] ?? DEFAULT_POLICY.roles[role]])
    ) as unknown as Policy['roles'],
    views: Object.fromEntries(
      VIEWERS.map((viewer) => [viewer, { ...DEFAULT_POLICY.views[viewer], ...given[viewer] } satisfies View])
    ) as unknown as Policy['views'],
    organizations: listed
      ? new Map(listed.map(({ id, organization: names }) => [id, { organizations: names ?? null }]))
      : DEFAULT_POLICY.organizations,
  };
}

/** What of the policy is configured, in a few words. */
export function policyText({ roles, views: given, organizations: listed }: z.output<typeof POLICY_SCHEMA>): string {
  const changed = VIEWERS.filter((viewer) => Object.keys(given[viewer]).length > 0);
  const parts = [
    ...GIVEN_ROLES.flatMap((role) => (roles[role] ? [`${roles[role].length} grants of ${role}`] : [])),
    ...(changed.length > 0 ? [`views of ${changed.join(', ')}`] : []),
    ...(listed ? [`organisations ${listed.map(({ id }) => id).join(', ')}`] : []),
  ];
  return parts.join('; ') || 'default';
}
