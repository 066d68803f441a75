import { type Directory } from '../../directory/directory';
import { type GivenRole, type Grant, LEDGER_ROLES, type LedgerRole, type Policy } from './policy';

/** A person whom Grafana vouches for. */
export interface Person {
  /** `user` in the ledger. */
  readonly user: string;
  readonly login?: string;
  readonly email?: string;
  readonly grafanaRole?: string;
  /** Whether a signed token says so. Without one nobody is more than a member. */
  readonly verified: boolean;
}

export interface PersonsRole {
  readonly role: LedgerRole;
  /** Teams that a lead sees. */
  readonly teams: readonly string[];
}

/** The highest role that the policy or the directory gives a person at a time, epoch ms. */
export function roleOfPerson(person: Person, policy: Policy, directory: Directory, time: number): PersonsRole {
  if (!person.verified) {
    return { role: 'member', teams: [] };
  }
  const entry = directory.users.find(person.user, time);
  const team = entry?.values.team;
  const given = (role: GivenRole) => policy.roles[role].filter((grant) => holdsFor(grant, person, team));
  const own = team === undefined ? [] : [team];
  const ledBy = given('lead').map(({ teams }) => teams ?? own);
  const roles: LedgerRole[] = [
    'member',
    ...(['lead', 'admin', 'owner'] as const).filter((role) => given(role).length > 0),
    ...(entry?.role ? [entry.role] : []),
  ];
  return {
    role: LEDGER_ROLES.findLast((role) => roles.includes(role))!,
    teams: [...new Set([...ledBy.flat(), ...(entry?.role === 'lead' ? own : [])])],
  };
}

/** To the letter: no letter case or likeness of characters makes two names one. A grant that names nothing is nobody's. */
function holdsFor(grant: Grant, { login, email, user, grafanaRole }: Person, team: string | undefined): boolean {
  const asked: Array<[wanted: string | undefined, is: string | undefined]> = [
    [grant.grafana_role, grafanaRole],
    [grant.login, login],
    [grant.email, email],
    [grant.user, user],
    [grant.team, team],
  ];
  const named = asked.filter(([wanted]) => wanted !== undefined);
  return named.length > 0 && named.every(([wanted, is]) => wanted === is);
}
