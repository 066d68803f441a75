import { type UsageRecord } from '../../contract/record';
import { growth, isMonthEnd, moodOf, ramp, shareOfDay } from './demo-calendar';
import { recordOf } from './demo-call';
import { isWorthRetrying } from './demo-failures';
import { demoModel } from './demo-models';
import { demoTeam, type DemoUser, usersOn } from './demo-people';
import { isRunaway, RUNAWAY } from './demo-story';
import { dayOf, type DemoTrial } from './demo-trial';
import { type DemoKey, type DemoWorkload } from './demo-workload';
import { DEMO_WORKLOADS } from './demo-workloads';
import { chance, logNormal, pick, type Random, seededRandom, wholeNear } from './random';

const HOUR = 3_600_000;
const SEED = 20_260_101;
/** How often a failed call is tried again, and how long that takes at least, in ms. */
const RETRIED = 0.75;
const BACKOFF = 700;

/** The agent that nobody stopped: the same question again and again, with an ever longer history. */
const RUNAWAY_WORKLOAD: DemoWorkload = {
  team: 'data-science',
  project: 'pricing-agent',
  task: 'price research',
  source: 'otel-collector',
  operation: 'chat',
  endpoint: '/v1/messages',
  perDay: 0,
  schedule: 'nightly',
  keys: [{ name: RUNAWAY.key, environment: 'development', weight: 1 }],
  models: [['claude-opus-5', 1]],
  input: 175_000,
  output: 2_600,
  cached: [0.3, 0.1],
  streamed: 1,
  sessions: true,
  feature: 'agent',
};

/** All calls of one hour, by the number of the hour since 1970. The same hour of a trial gives the same calls, always. */
export function demoRecords(hour: number, trial: DemoTrial): UsageRecord[] {
  const random = seededRandom(Math.imul(hour, 2_654_435_761) ^ SEED);
  const records = DEMO_WORKLOADS.flatMap((workload) => callsOf(random, workload, hour, trial));
  const start = dayOf(trial, hour * HOUR);
  if (isRunaway(start)) {
    records.push(...runawayCalls(random, hour, trial));
  }
  return records.sort((a, b) => a.timestamp - b.timestamp);
}

function callsOf(random: Random, workload: DemoWorkload, hour: number, trial: DemoTrial): UsageRecord[] {
  const start = hour * HOUR;
  const day = dayOf(trial, start);
  if (workload.until !== undefined && day >= workload.until) {
    return [];
  }
  const count = wholeNear(random, callsOn(workload, start, day) * logNormal(random, 1, 0.12));
  const users = usersOn(demoTeam(workload.team), day);
  const keys = workload.keys
    .filter(({ from = -Infinity, to = Infinity }) => from <= day && day < to)
    .map((key) => [key, key.weight] as const);
  const models = workload.models.map(
    ([name, weight]) => [demoModel(name), typeof weight === 'number' ? weight : weight(day)] as const
  );
  return Array.from({ length: count }, () => {
    const call = callOf(random, workload, { users, keys, models, start });
    return attempts(random, { ...call, day: dayOf(trial, call.timestamp) }, start + HOUR);
  }).flat();
}

/** How many calls to expect in the hour that begins at `start`. */
function callsOn(workload: DemoWorkload, start: number, day: number): number {
  const { perDay, schedule, takenUp, monthEnd } = workload;
  return (
    perDay *
    shareOfDay(schedule, start) *
    growth(day) *
    moodOf(start, DEMO_WORKLOADS.indexOf(workload)) *
    (takenUp ? ramp(day, takenUp.from, takenUp.until) : 1) *
    (monthEnd && isMonthEnd(start) ? monthEnd : 1)
  );
}

interface Choice {
  readonly users: ReadonlyArray<readonly [DemoUser, number]>;
  readonly keys: ReadonlyArray<readonly [DemoKey, number]>;
  readonly models: ReadonlyArray<readonly [ReturnType<typeof demoModel>, number]>;
  readonly start: number;
}

function callOf(random: Random, workload: DemoWorkload, { users, keys, models, start }: Choice) {
  // Some calls come from jobs that nobody signed for.
  const signed = chance(random, workload.signed ?? 0.9);
  return {
    workload,
    model: pick(random, models),
    key: pick(random, keys),
    ...(signed ? { user: pick(random, users) } : {}),
    timestamp: start + Math.floor(random() * HOUR),
  };
}

/** The call and, where it failed, the next attempts within the hour: most succeed. */
function attempts(random: Random, call: Parameters<typeof recordOf>[1], end: number): UsageRecord[] {
  const records = [recordOf(random, call)];
  const [first] = records as [UsageRecord];
  let last = first;
  while (records.length < 3 && isWorthRetrying(last.status_code) && chance(random, RETRIED)) {
    const timestamp = Math.round(last.timestamp + (last.latency_ms ?? 0) + BACKOFF * records.length * (1 + random()));
    if (timestamp >= end) {
      break;
    }
    last = { ...recordOf(random, { ...call, timestamp }), attempt_of: first.id };
    records.push(last);
  }
  return records;
}

function runawayCalls(random: Random, hour: number, trial: DemoTrial): UsageRecord[] {
  const user = demoTeam(RUNAWAY.team).users[RUNAWAY.place];
  const [key] = RUNAWAY_WORKLOAD.keys;
  return Array.from({ length: RUNAWAY.calls }, () => {
    const timestamp = hour * HOUR + Math.floor(random() * HOUR);
    const model = demoModel('claude-opus-5');
    return recordOf(random, {
      workload: RUNAWAY_WORKLOAD,
      model,
      key: key!,
      user: user!,
      timestamp,
      day: dayOf(trial, timestamp),
    });
  });
}
