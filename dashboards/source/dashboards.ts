import { costs } from './boards/costs.ts';
import { intake } from './boards/intake.ts';
import { keys } from './boards/keys.ts';
import { latency } from './boards/latency.ts';
import { models } from './boards/models.ts';
import { overview } from './boards/overview.ts';
import { publicSummary } from './boards/public.ts';
import { requests } from './boards/requests.ts';
import { teams } from './boards/teams.ts';
import { time } from './boards/time.ts';
import { user } from './boards/user.ts';
import { users } from './boards/users.ts';
import { type DashboardJson } from './dashboard.ts';

/** Every dashboard by the name of its file. */
export const DASHBOARDS: Readonly<Record<string, DashboardJson>> = {
  overview,
  users,
  user,
  teams,
  keys,
  models,
  latency,
  time,
  requests,
  costs,
  intake,
  public: publicSummary,
};
