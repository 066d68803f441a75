import { ramp } from './demo-calendar';

/** A person of the invented company, and from when to when they call models. Days count from the trial's own week. */
export interface DemoUser {
  readonly name: string;
  /** Share of the team's calls, before `growing`. */
  readonly weight: number;
  readonly from: number;
  readonly to: number;
  /** Calls ever more over the last weeks. */
  readonly growing: boolean;
  /** Far from the models' data centres: everything takes longer. */
  readonly far: boolean;
}

export interface DemoTeam {
  readonly name: string;
  readonly organization: string;
  readonly users: readonly DemoUser[];
}

const SIZES: ReadonlyArray<readonly [team: string, organization: string, people: number]> = [
  ['engineering', 'example-tech', 28],
  ['platform', 'example-tech', 12],
  ['data-science', 'example-tech', 14],
  ['support', 'example-retail', 20],
  ['search', 'example-tech', 8],
  ['marketing', 'example-retail', 12],
  ['sales', 'example-retail', 12],
  ['legal', 'example-group', 6],
  ['finance', 'example-group', 8],
];

const FIRST =
  'amira ben chloe dario eunji farid greta hugo ines jonas keiko liam maya nadia oskar priya quentin rosa samir tara ulrich vera wei ximena yusuf zoe arjun bianca carlos dina'.split(
    ' '
  );
const LAST =
  'adler brandt chen dubois eriksen fischer garcia haddad ivanova jensen kaya lindqvist moreau novak okafor park rossi silva tanaka weber yilmaz zhou ahmed'.split(
    ' '
  );

/** Places in a team, from 0, of those whose use changes. Everybody else calls models all the time. */
const NEW = [5, 11];
const LAPSED = [4, 13];
const GROWING = [3, 7];
const FAR = [6, 10, 17];

/** Nine teams and 120 people: in each team a few call much and most call little. */
export const DEMO_TEAMS: readonly DemoTeam[] = SIZES.map(([name, organization, people], team) => {
  const before = SIZES.slice(0, team).reduce((sum, [, , count]) => sum + count, 0);
  return {
    name,
    organization,
    users: Array.from({ length: people }, (_, place) => userAt(before + place, place, team)),
  };
});

export function demoTeam(name: string): DemoTeam {
  return DEMO_TEAMS.find((team) => team.name === name)!;
}

function userAt(number: number, place: number, team: number): DemoUser {
  return {
    name: `${FIRST[number % FIRST.length]}.${LAST[(number * 5 + Math.floor(number / FIRST.length)) % LAST.length]}@example.com`,
    weight: 1 / (place + 1) ** 0.75,
    // Working days of the last week but one's second half and of last week: two weeks ago at most.
    from: NEW.includes(place) ? -6 + ((team + place) % 3) : -Infinity,
    to: LAPSED.includes(place) ? -32 - ((team * 3 + place) % 8) : Infinity,
    growing: GROWING.includes(place),
    far: FAR.includes(place),
  };
}

/** The people of a team who call models on a day, each with the share of the calls. */
export function usersOn(team: DemoTeam, day: number): Array<readonly [DemoUser, number]> {
  return team.users
    .filter(({ from, to }) => from <= day && day < to)
    .map((user) => [user, user.growing ? user.weight * (0.12 + 2.4 * ramp(day, -30, 4)) : user.weight] as const);
}
