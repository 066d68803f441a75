import { DEMO_TEAMS } from './demo-people';
import { RUNAWAY } from './demo-story';
import { DEMO_WORKLOADS } from './demo-workloads';

/** Who belongs where in the invented company, as the key `directory` has it. The first of a team leads it. */
export function demoDirectory() {
  const keys = new Map(
    DEMO_WORKLOADS.flatMap(({ keys, project, team }) => keys.map(({ name }) => [name, { project, team }] as const))
  );
  keys.set(RUNAWAY.key, { project: 'pricing-agent', team: RUNAWAY.team });
  return {
    users: DEMO_TEAMS.flatMap(({ name: team, users }) =>
      users.map(({ name: user }, place) => ({ user, team, ...(place === 0 ? { role: 'lead' as const } : {}) }))
    ),
    teams: DEMO_TEAMS.map(({ name: team, organization }) => ({ team, organization })),
    keys: [...keys].map(([api_key, { project, team }]) => ({ api_key, project, team })),
  };
}
