import { type UsageRecord } from '../../contract/record';
import { DEMO_TEAMS, type DemoModel, type DemoTeam } from './demo-world';
import { logNormal, pick, type Random, seededRandom } from './random';

const HOUR = 3_600_000;
const SEED = 20_260_101;
/** Calls in a working hour at noon. */
const PEAK = 90;

type Failure = readonly [status_code: number, error_type: string, error: string];

const FAILURES: ReadonlyArray<readonly [Failure, number]> = [
  [[429, 'rate_limit_exceeded', 'Rate limit reached, try again later'], 6],
  [[500, 'server_error', 'The server had an error'], 3],
  [[529, 'overloaded_error', 'Overloaded'], 1],
];

/** All calls of one hour, by the number of the hour since 1970. The same hour gives the same calls, always. */
export function demoRecords(hour: number): UsageRecord[] {
  const random = seededRandom(SEED + hour);
  const calls = Math.round(PEAK * activity(hour) * (0.75 + random() * 0.5));
  return Array.from({ length: calls }, (_, index) => call(random, hour, index)).sort(
    (a, b) => a.timestamp - b.timestamp
  );
}

/** How busy an hour is, from 0 to 1: office hours, quiet nights, quieter weekends. */
function activity(hour: number): number {
  const date = new Date(hour * HOUR);
  const noon = Math.exp(-(((date.getUTCHours() - 13) / 4.5) ** 2));
  const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
  return (0.06 + noon) * (weekend ? 0.25 : 1);
}

function call(random: Random, hour: number, index: number): UsageRecord {
  const team = pick(
    random,
    DEMO_TEAMS.map((item) => [item, item.weight] as const)
  );
  const model = pick(random, team.models);
  const timestamp = hour * HOUR + Math.floor(random() * HOUR);
  const failed = random() < model.errors * (incident(hour) ? 12 : 1);
  return {
    id: `${hour}-${index}`,
    source: 'demo',
    timestamp,
    ...whoAndWhatFor(random, team),
    provider: model.provider,
    model: model.name,
    response_model: model.name,
    operation: model.operation,
    endpoint: model.operation === 'chat' ? '/v1/chat/completions' : '/v1/embeddings',
    stream: model.operation === 'chat' && random() < 0.6,
    ...(failed ? failure(random) : success(random, model)),
  };
}

/** Two bad hours a week. */
function incident(hour: number): boolean {
  return hour % 168 === 62 || hour % 168 === 111;
}

function whoAndWhatFor(random: Random, team: DemoTeam): Partial<UsageRecord> {
  const user = pick(
    random,
    team.users.map((name, rank) => [name, 1 / (rank + 1)] as const)
  );
  return {
    // A few calls come from jobs that nobody signed for.
    ...(random() < 0.04 ? {} : { user }),
    team: team.name,
    organization: 'example',
    project: team.project,
    api_key: `${team.project}-${random() < 0.8 ? 'production' : 'staging'}`,
    environment: random() < 0.85 ? 'production' : 'staging',
    task: team.task,
  };
}

function success(random: Random, model: DemoModel): Pick<UsageRecord, 'status_code'> & Partial<UsageRecord> {
  const input = Math.round(logNormal(random, model.input, 0.6));
  const output = Math.round(logNormal(random, model.output, 0.7));
  const latency = Math.round(logNormal(random, model.latency, 0.45));
  return {
    status_code: 200,
    input_tokens: input,
    output_tokens: output,
    cache_read_tokens: random() < 0.6 ? Math.floor(input * model.cached) : 0,
    latency_ms: latency,
    ...(model.operation === 'chat' ? { time_to_first_token_ms: Math.round(latency * (0.1 + random() * 0.2)) } : {}),
  };
}

function failure(random: Random): Pick<UsageRecord, 'status_code'> & Partial<UsageRecord> {
  const [status_code, error_type, error] = pick(random, FAILURES);
  return { status_code, error_type, error, latency_ms: Math.round(logNormal(random, 350, 0.5)) };
}
