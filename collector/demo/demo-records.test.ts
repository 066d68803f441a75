import { type UsageRecord } from '../../contract/record';
import { readRecord } from '../ingest/read-record';
import { SILENT_SINCE, SILENT_SOURCE, RUNAWAY, TROUBLES } from './demo-story';
import { demoRecords } from './demo-records';
import { dayOf, trialOf } from './demo-trial';

jest.setTimeout(60_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Saturday night: what happened on which day is told from its week's Monday. */
const NOW = Date.UTC(2026, 2, 7, 23, 30);
const TRIAL = trialOf(NOW);
const FIRST = Math.floor((NOW - 90 * DAY) / HOUR);
const HOURS = Array.from({ length: 90 * 24 }, (_, index) => FIRST + index);
const WEEK = HOURS.slice(-168);

const BY_HOUR = new Map(HOURS.map((hour) => [hour, demoRecords(hour, TRIAL)]));
const ALL = [...BY_HOUR.values()].flat();

const day = ({ timestamp }: UsageRecord) => dayOf(TRIAL, timestamp);
const between = (from: number, to: number) => ALL.filter((record) => from <= day(record) && day(record) < to);
const values = (field: keyof UsageRecord, records = ALL) =>
  new Set(records.map((record) => record[field]).filter((value) => value !== undefined));
const share = (matches: (record: UsageRecord) => boolean, records: readonly UsageRecord[] = ALL) =>
  records.filter(matches).length / records.length;
const failed = ({ status_code }: UsageRecord) => status_code >= 300;
const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

test('the same hour of a trial gives the same records, always', () => {
  for (const hour of WEEK) {
    expect(demoRecords(hour, { ...TRIAL })).toEqual(BY_HOUR.get(hour));
  }
  expect(BY_HOUR.get(WEEK[12]!)).not.toEqual(BY_HOUR.get(WEEK[13]!));
});

test('records lie within their hour, in order, each with an id of its own', () => {
  for (const [hour, records] of BY_HOUR) {
    const times = records.map(({ timestamp }) => timestamp);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.filter((time) => Math.floor(time / HOUR) !== hour)).toEqual([]);
  }
  expect(new Set(ALL.map(({ source, id }) => `${source}/${id}`)).size).toBe(ALL.length);
});

test('intake would take every record as it is, without a flag', () => {
  for (const record of ALL.filter((_, index) => index % 29 === 0)) {
    const read = readRecord(record, { source: 'other', now: NOW });
    expect(read).toEqual({ record, idGiven: true });
  }
});

test('90 days are 80 to 130 thousand calls of 8 providers, 40 models and 120 people', () => {
  expect(ALL.length).toBeGreaterThan(80_000);
  expect(ALL.length).toBeLessThan(130_000);
  expect(values('provider').size).toBe(8);
  expect(values('model').size).toBe(40);
  expect(values('user').size).toBe(120);
  expect(values('team').size).toBe(9);
  expect([...values('environment')].sort()).toEqual(['development', 'production', 'staging']);
});

test('every operation occurs', () => {
  expect([...values('operation')].sort()).toEqual([
    'chat',
    'embeddings',
    'image',
    'moderation',
    'rerank',
    'speech',
    'text_completion',
    'transcription',
    'translation',
    'vision',
  ]);
  expect([...values('unit')].sort()).toEqual(['character', 'image', 'page', 'search', 'second']);
});

test('what a gateway can tell of a call is told of a part of them', () => {
  expect([...values('service_tier')].sort()).toEqual(['batch', 'default', 'priority']);
  for (const field of [
    'cache_read_tokens',
    'cache_write_tokens',
    'reasoning_tokens',
    'input_audio_tokens',
    'input_image_tokens',
    'output_image_tokens',
    'time_to_first_token_ms',
    'provider_cost',
    'cache_hit',
    'saved_cost',
    'rating',
    'attempt_of',
    'trace_id',
    'session',
    'configuration',
    'metadata',
  ] as const) {
    const told = share((record) => record[field] !== undefined);
    expect([field, told > 0.001, told < 0.95]).toEqual([field, true, true]);
  }
  expect(share(({ model, response_model }) => model !== response_model)).toBeGreaterThan(0.05);
});

test('a part of the calls is signed for by nobody', () => {
  const unsigned = share(({ user }) => user === undefined);
  expect(unsigned).toBeGreaterThan(0.1);
  expect(unsigned).toBeLessThan(0.35);
});

test('a day of the weekend has a fifth to a third of a working day’s calls', () => {
  const days = new Map<string, number>();
  ALL.forEach(({ timestamp }) => {
    const date = new Date(timestamp).toISOString().slice(0, 10);
    days.set(date, (days.get(date) ?? 0) + 1);
  });
  const isFree = (date: string) => [0, 6].includes(new Date(date).getUTCDay());
  const mean = (dates: Array<[string, number]>) => dates.reduce((sum, [, count]) => sum + count, 0) / dates.length;
  const all = [...days].filter(([date]) => date !== new Date(FIRST * HOUR).toISOString().slice(0, 10));
  const part = mean(all.filter(([date]) => isFree(date))) / mean(all.filter(([date]) => !isFree(date)));
  expect(part).toBeGreaterThan(0.2);
  expect(part).toBeLessThan(0.34);
});

test('people call by day and batches run at night', () => {
  const hour = ({ timestamp }: UsageRecord) => new Date(timestamp).getUTCHours();
  const byDay = share(
    (record) => hour(record) >= 8 && hour(record) < 20,
    ALL.filter(({ source }) => source !== 'batch-jobs')
  );
  expect(byDay).toBeGreaterThan(0.75);
  expect(
    share(
      (record) => hour(record) >= 1 && hour(record) < 5,
      ALL.filter(({ source }) => source === 'batch-jobs')
    )
  ).toBe(1);
  expect(HOURS.filter((one) => BY_HOUR.get(one)!.length === 0)).toEqual([]);
});

test('use grows', () => {
  expect(between(-14, 0).length / between(-84, -70).length).toBeGreaterThan(1.5);
});

test('answers take longer when everybody asks, and some take very long', () => {
  const latencies = (from: number, to: number) =>
    ALL.filter(({ model, status_code }) => model === 'claude-haiku-4-5' && status_code === 200)
      .filter(({ timestamp }) => from <= new Date(timestamp).getUTCHours() && new Date(timestamp).getUTCHours() < to)
      .map(({ latency_ms = 0 }) => latency_ms);
  expect(median(latencies(13, 17)) / median(latencies(5, 9))).toBeGreaterThan(1.2);
  const all = ALL.map(({ latency_ms = 0 }) => latency_ms).sort((a, b) => a - b);
  expect(all[Math.floor(all.length * 0.99)]! / median(all)).toBeGreaterThan(8);
});

test('about one call in seventy fails, most with a status that says why', () => {
  const rate = share(failed);
  expect(rate).toBeGreaterThan(0.008);
  expect(rate).toBeLessThan(0.025);
  const statuses = values('status_code');
  for (const status of [400, 401, 403, 404, 408, 413, 422, 429, 500, 502, 503, 504, 529]) {
    expect([status, statuses.has(status)]).toEqual([status, true]);
  }
  expect(ALL.filter((record) => failed(record) && !(record.error && record.error_type))).toEqual([]);
});

test('what is tried again names the call that failed', () => {
  const ids = new Map(ALL.map((record) => [record.id, record]));
  const retries = ALL.filter(({ attempt_of }) => attempt_of !== undefined);
  expect(retries.length).toBeGreaterThan(300);
  for (const { attempt_of, timestamp } of retries) {
    const first = ids.get(attempt_of!)!;
    expect(failed(first)).toBe(true);
    expect(timestamp).toBeGreaterThan(first.timestamp);
  }
});

test('when a provider is in trouble its calls fail or take long, before and after they do not', () => {
  for (const { provider, from, to, failing, slower } of TROUBLES) {
    const of = (records: UsageRecord[]) => records.filter((record) => record.provider === provider);
    const [during, before] = [of(between(from, to)), of(between(from - 7, from - 7 + (to - from)))];
    expect(during.length).toBeGreaterThan(5);
    expect(Math.abs(share(failed, during) - failing)).toBeLessThan(0.25);
    expect(share(failed, before)).toBeLessThan(0.2);
    expect(slower).toBeGreaterThan(1);
  }
});

test('a new model takes over from an old one, and one is retired', () => {
  const calls = (model: string, from: number, to: number) =>
    between(from, to).filter((record) => record.model === model && record.api_key !== RUNAWAY.key).length;
  expect(calls('claude-opus-5-5', -90, -47)).toBe(0);
  expect(calls('claude-opus-5-5', -7, 0)).toBeGreaterThan(4 * calls('claude-opus-5', -7, 0));
  expect(calls('claude-opus-5', -90, -47)).toBeGreaterThan(1_000);
  const sol = [-24, -17, -10, -3].map((from) => calls('gpt-6-sol', from, from + 5));
  expect(sol).toEqual([...sol].sort((a, b) => a - b));
  expect(calls('claude-sonnet-4-6', -90, -36)).toBeGreaterThan(300);
  expect(calls('claude-sonnet-4-6', -36, 7)).toBe(0);
});

test('within the last two weeks an agent is out of hand for a night, with one user and one key', () => {
  const calls = ALL.filter(({ api_key }) => api_key === RUNAWAY.key);
  expect(calls).toHaveLength(4 * RUNAWAY.calls);
  expect(values('user', calls).size).toBe(1);
  const times = calls.map(({ timestamp }) => timestamp);
  expect(Math.min(...times)).toBeGreaterThan(NOW - 14 * DAY);
  expect(Math.max(...times) - Math.min(...times)).toBeLessThan(4 * HOUR);
  expect(new Set(calls.map(({ timestamp }) => new Date(timestamp).getUTCHours()))).toEqual(new Set([1, 2, 3, 4]));
});

test('one source has gone silent days ago, the others have not', () => {
  const last = (source: unknown) =>
    Math.max(...ALL.filter((record) => record.source === source).map((record) => day(record)));
  expect(last(SILENT_SOURCE)).toBeLessThan(SILENT_SINCE + 1 / 24);
  expect(last(SILENT_SOURCE)).toBeGreaterThan(SILENT_SINCE - 1);
  const others = [...values('source')].filter((source) => source !== SILENT_SOURCE);
  expect(others.sort()).toEqual(['batch-jobs', 'claude-code', 'litellm-gateway', 'otel-collector']);
  others.forEach((source) => expect(last(source)).toBeGreaterThan(5));
});

test('some people are new in the last two weeks, some gone for a month, some call ever more, most a little', () => {
  const days = new Map<string, number[]>();
  ALL.forEach((record) => record.user && days.set(record.user, [...(days.get(record.user) ?? []), day(record)]));
  const people = [...days].map(([user, at]) => ({ user, at, first: Math.min(...at), last: Math.max(...at) }));
  const now = dayOf(TRIAL, NOW);
  const recent = people.filter(({ first }) => first > now - 14);
  const lapsed = people.filter(({ last }) => last < now - 30);
  const growing = people.filter(({ at, first }) => {
    const calls = (from: number, to: number) => at.filter((one) => from <= one && one < to).length;
    return first < -60 && calls(-14, 0) > 40 && calls(-14, 0) > 3 * calls(-56, -42);
  });
  for (const group of [recent, lapsed, growing]) {
    expect(group.length).toBeGreaterThanOrEqual(5);
    expect(group.length).toBeLessThan(30);
  }
  const counts = people.map(({ at }) => at.length).sort((a, b) => b - a);
  const top = counts.slice(0, 12).reduce((sum, count) => sum + count, 0);
  expect(top / counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0.3);
});

test('some keys are idle for weeks, one is new, and one is refused more often than not or nearly', () => {
  const keys = [...values('api_key')].map((key) => {
    const records = ALL.filter(({ api_key }) => api_key === key);
    const at = records.map((record) => day(record));
    return { key, records, first: Math.min(...at), last: Math.max(...at) };
  });
  expect(keys.length).toBeGreaterThan(30);
  expect(keys.filter(({ last }) => last < -14).length).toBeGreaterThanOrEqual(3);
  expect(keys.filter(({ first }) => first > -6).map(({ key }) => key)).toContain('ci-flaky-hunter');
  const refused = keys.filter(({ records }) => records.length > 100 && share(failed, records) > 0.3);
  expect(refused.map(({ key }) => key)).toEqual(['crm-legacy-sync']);
});

test('today looks like other days at whatever hour the trial is started', () => {
  const now = Date.UTC(2026, 2, 9);
  for (let hour = 0; hour < 7 * 24; hour += 5) {
    const start = Math.floor(now / HOUR) + hour;
    const records = demoRecords(start, trialOf(start * HOUR));
    expect(records.length).toBeGreaterThan(0);
    expect(records.length).toBeLessThan(450);
    expect(records.filter(({ api_key }) => api_key === RUNAWAY.key)).toEqual([]);
  }
});
