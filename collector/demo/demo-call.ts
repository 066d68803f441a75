import { type UsageRecord } from '../../contract/record';
import { picoFromUsd, usdText } from '../pricing/decimal';
import { slowness } from './demo-calendar';
import { anyFailure, failureOf, refusal } from './demo-failures';
import { type DemoModel } from './demo-models';
import { type DemoUser } from './demo-people';
import { troubleOf } from './demo-story';
import { type DemoKey, type DemoWorkload } from './demo-workload';
import { chance, hex, logNormal, pick, type Random } from './random';

/** Who calls what, when. `day` is the trial's, with its fraction. */
export interface DemoCall {
  readonly workload: DemoWorkload;
  readonly model: DemoModel;
  readonly key: DemoKey;
  readonly user?: DemoUser;
  readonly timestamp: number;
  readonly day: number;
}

const CUSTOMERS = ['acme', 'globex', 'initech', 'umbrella', 'hooli', 'stark'];
const REGIONS: Readonly<Record<string, string>> = {
  'aws.bedrock': 'eu-central-1',
  'gcp.gemini': 'europe-west4',
  mistral_ai: 'eu-west',
  'self-hosted': 'fra-1',
};

/** The record of one call. */
export function recordOf(random: Random, call: DemoCall): UsageRecord {
  const { workload, model, key, user, timestamp } = call;
  const streamed = chance(random, workload.streamed ?? 0.4);
  const tier = pick(random, workload.tiers ?? [['default', 1]]);
  const served = model.served ?? model.name;
  return {
    id: `${workload.operation === 'chat' ? 'chatcmpl' : 'req'}-${hex(random, 12)}${timestamp.toString(36)}`,
    source: workload.source,
    timestamp,
    ...(user ? { user: user.name } : {}),
    ...(user && chance(random, 0.6) ? {} : { team: workload.team }),
    api_key: key.name,
    environment: key.environment,
    task: workload.task,
    ...(workload.configurations ? { configuration: configurationOf(random, call) } : {}),
    ...(workload.sessions ? { session: sessionOf(call) } : {}),
    provider: model.provider,
    model: model.name,
    response_model: served,
    region: regionOf(model, user),
    operation: workload.operation,
    endpoint: workload.endpoint,
    stream: streamed,
    service_tier: tier,
    ...outcomeOf(random, call, { streamed, batch: tier === 'batch' }),
    ...(workload.source === 'otel-collector' || chance(random, 0.15)
      ? { trace_id: hex(random, 32), span_id: hex(random, 16) }
      : {}),
    tags: tagsOf(random, call),
    ...(workload.units || workload.operation === 'embeddings' ? {} : { metadata: parametersOf(random, workload) }),
  };
}

type Outcome = Pick<UsageRecord, 'status_code'> & Partial<UsageRecord>;

function outcomeOf(random: Random, call: DemoCall, how: { streamed: boolean; batch: boolean }): Outcome {
  const { workload, model, key, day } = call;
  if (chance(random, key.refused ?? 0)) {
    return refusal(random);
  }
  const trouble = troubleOf(model.provider, day);
  if (trouble && chance(random, trouble.failing)) {
    return failureOf(random, trouble.status);
  }
  if (chance(random, model.errors)) {
    return anyFailure(random, model.provider);
  }
  return chance(random, workload.gatewayCache ?? 0) ? cached(random, call) : success(random, call, how);
}

function success(random: Random, call: DemoCall, { streamed, batch }: { streamed: boolean; batch: boolean }): Outcome {
  const { workload, model, user, timestamp, day } = call;
  const used = usageOf(random, workload);
  const slow =
    slowness(timestamp) *
    (troubleOf(model.provider, day)?.slower ?? 1) *
    (user?.far ? 1.7 : 1) *
    (batch ? 6 : 1) *
    // Now and then something hangs.
    (chance(random, 0.006) ? 4 + 6 * random() : 1);
  const first = logNormal(random, model.first + (used.input_tokens ?? 0) * 0.009, 0.38) * slow;
  const rest = (((used.output_tokens ?? 0) + secondsOf(used) * 6) / model.speed) * 1_000 * logNormal(random, 1, 0.18);
  return {
    status_code: 200,
    ...used,
    latency_ms: Math.round(first + rest * slow),
    ...(streamed ? { time_to_first_token_ms: Math.round(first) } : {}),
    ...(model.reports ? { provider_cost: reportedCost(random, model.reports, used) } : {}),
    ...(chance(random, workload.rated ?? 0) ? { rating: ratingOf(random, model) } : {}),
  };
}

/** Answered by the gateway itself: nobody charged anything. */
function cached(random: Random, { workload, model }: DemoCall): Outcome {
  const used = usageOf(random, workload);
  const [input, output] = model.reports ?? [2, 10];
  const saved = ((used.input_tokens ?? 0) * input + (used.output_tokens ?? 0) * output) / 1e6;
  return {
    status_code: 200,
    ...used,
    cache_hit: true,
    ...(chance(random, 0.6) && workload.operation === 'chat' ? { saved_cost: amountText(saved) } : {}),
    latency_ms: Math.round(logNormal(random, 18, 0.4)),
  };
}

/** Tokens, their parts within their wholes, or units. */
function usageOf(
  random: Random,
  { input, output, cached, reasoning, units, kinds }: DemoWorkload
): Partial<UsageRecord> {
  if (units) {
    const [unit, amount] = units;
    return { unit, units: Math.max(1, Math.round(amount === 1 ? 1 : logNormal(random, amount, 0.55))) };
  }
  const input_tokens = Math.max(1, Math.round(Math.min(logNormal(random, input ?? 0, 0.55), 900_000)));
  const output_tokens = Math.round(Math.min(logNormal(random, output ?? 0, 0.65), 64_000));
  const [read = 0, written = 0] = chance(random, 0.86) ? (cached ?? []) : [];
  const cache_read_tokens = Math.floor(input_tokens * read * (0.85 + random() * 0.2));
  const cache_write_tokens = Math.floor(Math.min(input_tokens * written, input_tokens - cache_read_tokens));
  return {
    input_tokens,
    output_tokens,
    ...(cache_read_tokens > 0 ? { cache_read_tokens } : {}),
    ...(cache_write_tokens > 0 ? { cache_write_tokens } : {}),
    ...(reasoning ? { reasoning_tokens: Math.floor(output_tokens * reasoning * (0.6 + random() * 0.4)) } : {}),
    ...(kinds?.input === 'audio' ? { input_audio_tokens: Math.floor(input_tokens * 0.97) } : {}),
    ...(kinds?.input === 'image' ? { input_image_tokens: Math.floor(input_tokens * 0.7) } : {}),
    ...(kinds?.output === 'image' ? { output_image_tokens: Math.floor(output_tokens * 0.93) } : {}),
  };
}

function secondsOf({ unit, units = 0 }: Partial<UsageRecord>): number {
  return unit === 'second' ? units : 0;
}

/** Mostly what the list says; sometimes another provider served the call, and it was dearer. */
function reportedCost(random: Random, [input, output]: readonly [number, number], used: Partial<UsageRecord>): string {
  const listed = ((used.input_tokens ?? 0) * input + (used.output_tokens ?? 0) * output) / 1e6;
  return amountText(listed * (chance(random, 0.05) ? 1.15 : 1));
}

/** USD as records have them: a plain decimal. */
function amountText(usd: number): string {
  return usdText(picoFromUsd(usd.toFixed(8))!);
}

function ratingOf(random: Random, { errors, speed }: DemoModel): number {
  const liked = 0.62 - errors * 6 + (speed > 100 ? -0.06 : 0.05);
  return pick(random, [
    [5, liked],
    [4, 0.3],
    [3, 0.12],
    [2, 0.06],
    [1, 0.05],
  ]);
}

/** A new version of the prompts is rolled out some weeks ago. */
function configurationOf(random: Random, { workload, day }: DemoCall): string {
  const [first, ...others] = workload.configurations!;
  return chance(random, day < -21 ? 0.93 : 0.18)
    ? first!
    : pick(
        random,
        others.map((name) => [name, 1] as const)
      );
}

/** People work on one thing for half a day. */
function sessionOf({ workload, user, timestamp }: DemoCall): string {
  const who = user?.name.split('@')[0] ?? 'guest';
  return `${workload.project}/${who}/${new Date(timestamp).toISOString().slice(0, 10)}-${Math.floor((timestamp / 14_400_000) % 6)}`;
}

function regionOf({ provider }: DemoModel, user: DemoUser | undefined): string {
  return REGIONS[provider] ?? (user?.far ? 'ap-southeast-1' : 'us-east-1');
}

function tagsOf(random: Random, { workload }: DemoCall): Record<string, string> {
  return {
    ...(workload.feature ? { feature: workload.feature } : {}),
    ...(workload.forCustomers
      ? {
          customer: pick(
            random,
            CUSTOMERS.map((name, rank) => [name, 1 / (rank + 1)] as const)
          ),
        }
      : {}),
  };
}

function parametersOf(random: Random, { output = 0 }: DemoWorkload): Record<string, unknown> {
  return {
    temperature: pick(random, [
      [0, 3],
      [0.2, 3],
      [0.7, 2],
      [1, 2],
    ]),
    max_tokens: 2 ** Math.ceil(Math.log2(Math.max(256, output * 3))),
  };
}
