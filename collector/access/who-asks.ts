import { type IdentityKind } from '../../contract/headers';
import { type Directory } from '../directory/directory';
import { ledgerError } from '../errors';
import { GRANTED_BY, type OrganizationView, type Policy, type Viewer } from './policy/policy';
import { roleOfPerson } from './policy/role-of-person';
import { scopeFromView } from './policy/scope-from-view';
import { fullScope, type Scope } from './scope';
import { type TokenInfo } from './token-book';

/** Who asks, as the plugin's backend says it. */
export interface Identity {
  readonly kind?: IdentityKind;
  /** Grafana organisation. */
  readonly org?: number;
  readonly login?: string;
  /** Grafana role as claimed: it counts for nothing. */
  readonly role?: string;
  /** What a signed id token says; null: there was none. */
  readonly verified?: VerifiedIdentity | null;
}

/** A person for whom Grafana has signed. */
export interface VerifiedIdentity {
  /** `anonymous`: a visitor who has not signed in. */
  readonly type: 'user' | 'service-account' | 'anonymous';
  /** `user` in the ledger; empty for visitors. */
  readonly user: string;
  readonly login?: string;
  readonly email?: string;
  readonly role?: string;
  /** Grafana organisation. */
  readonly org: number;
}

/** Holder of a request: a token, or nobody on a collector that is open. */
export type Holder = TokenInfo | 'open';

/** What rights are told from. */
export interface Rights {
  readonly policy: Policy;
  readonly directory: Directory;
  /** Epoch ms: the directory is dated. */
  readonly now: number;
}

/** What the holder may read. Throws `forbidden` with the role that would do. */
export function scopeOf(holder: Holder, identity: Identity, rights: Rights): Scope {
  if (holder === 'open') {
    return { ...fullScope(identity.login ?? null), alert: identity.kind === 'alert', mayReadContent: true };
  }
  switch (holder.role) {
    case 'read':
      return fullScope();
    case 'admin':
      return { ...fullScope(), mayReadContent: true };
    case 'delegate':
      return delegatedScope(identity, rights);
    case 'ingest':
      throw ledgerError(
        'forbidden',
        'This token may only book records. Reading needs one of the role read or delegate.'
      );
  }
}

/** Whether the holder may book records. */
export function mayBook(holder: Holder): boolean {
  return holder === 'open' || holder.role === 'ingest' || holder.role === 'admin';
}

const SCHEDULER = 'grafana_scheduler';
const PUBLIC_DASHBOARDS = 'service';
const MAIN_ORGANIZATION = 1;
const UNVERIFIED_ADMIN =
  'You are taken for a member, as this collector does not know Grafana’s signing keys: identity in tokenledger.yaml.';

/** The policy's view of whoever Grafana asks for. A verified person comes before anything that headers claim. */
function delegatedScope({ kind, org, login, role, verified }: Identity, rights: Rights): Scope {
  if (verified) {
    const organization = organizationOf(verified.org, rights.policy);
    // Grafana signs for the visitor of a public dashboard where it lets people in who have not signed in.
    return verified.type === 'anonymous'
      ? impersonalScope(login === PUBLIC_DASHBOARDS ? 'public' : 'anonymous', organization, rights.policy)
      : personalScope({ ...verified, grafanaRole: verified.role, verified: true }, organization, rights);
  }
  const organization = organizationOf(org, rights.policy);
  if (kind === 'public' || login === PUBLIC_DASHBOARDS) {
    return impersonalScope('public', organization, rights.policy);
  }
  if (kind === 'alert' && (!login || login === SCHEDULER)) {
    return impersonalScope('alerts', organization, rights.policy);
  }
  if (login === SCHEDULER) {
    throw ledgerError('forbidden', `${login} is an account of Grafana's own and may read as alert rule only.`);
  }
  if (kind === 'user' && login) {
    const scope = personalScope({ user: login, login, verified: false }, organization, rights);
    return role === 'Admin' ? { ...scope, notice: UNVERIFIED_ADMIN } : scope;
  }
  throw ledgerError(
    'forbidden',
    'A delegate token acts for a person and none was named. Scripts take a token of the role read: tokenledger token create --role read'
  );
}

type AskingPerson = Parameters<typeof roleOfPerson>[0];

function personalScope(
  person: AskingPerson,
  organization: OrganizationView,
  { policy, directory, now }: Rights
): Scope {
  const { role, teams } = roleOfPerson(person, policy, directory, now);
  const scope = scopeFromView({ view: policy.views[role], user: person.user, teams, organization, alert: false });
  return role === 'admin' || role === 'owner' ? { ...scope, mayReadContent: true } : scope;
}

const REFUSALS = {
  alerts: 'The policy shows nothing to alert rules.',
  public: 'The policy shows nothing to public dashboards.',
  anonymous: 'The policy shows nothing to visitors who have not signed in to Grafana.',
} as const;

function impersonalScope(
  viewer: Exclude<Viewer, 'member' | 'lead' | 'admin' | 'owner'>,
  organization: OrganizationView,
  { views }: Policy
): Scope {
  const view = views[viewer];
  if (view.rows === 'none') {
    throw ledgerError('forbidden', `${REFUSALS[viewer]} ${GRANTED_BY}`);
  }
  return scopeFromView({ view, user: null, teams: [], organization, alert: viewer === 'alerts' });
}

/** Without an organisation named it is Grafana's first. */
function organizationOf(org: number | undefined, { organizations }: Policy): OrganizationView {
  const id = org ?? MAIN_ORGANIZATION;
  const view = organizations.get(id);
  if (!view) {
    throw ledgerError(
      'forbidden',
      `Grafana's organisation ${id} is not one that this ledger answers. An administrator of the ledger can add it: policy.organizations in tokenledger.yaml.`
    );
  }
  return view;
}
