import { CodexSession } from './codex-session';

const AT = '2026-03-04T10:00:00.000Z';
const later = (seconds: number) => new Date(Date.parse(AT) + seconds * 1000).toISOString();

const meta = (id: string, more: object = {}, timestamp = AT) => ({
  timestamp,
  type: 'session_meta',
  payload: { id, model_provider: 'openai', cwd: '/home/dev/shop', ...more },
});
const context = (model: string) => ({ timestamp: AT, type: 'turn_context', payload: { model } });
const usage = (input: number, output: number, cached = 0, reasoning = 0) => ({
  input_tokens: input,
  cached_input_tokens: cached,
  output_tokens: output,
  reasoning_output_tokens: reasoning,
  total_tokens: input + output,
});
const count = (info: object | null, seconds = 60) => ({
  timestamp: later(seconds),
  type: 'event_msg',
  payload: { type: 'token_count', info },
});

/** Records of the lines of one session. */
function recordsOf(...lines: object[]): Array<Record<string, unknown>> {
  const session = new CodexSession();
  const rows = lines.flatMap((value, index) => session.takeLine(index + 1, { ...value }));
  return [...rows, ...session.end()].map((row) => ('record' in row ? { ...row.record } : {}));
}

test('a sum that is told again is no call', () => {
  const [first, second] = [usage(100, 10, 40, 3), usage(50, 5)];
  const sum = usage(150, 15, 40, 3);
  const records = recordsOf(
    meta('s'),
    context('gpt-5-codex'),
    count(null),
    count({ total_token_usage: first, last_token_usage: first }),
    count({ total_token_usage: first, last_token_usage: first }),
    count({ total_token_usage: sum, last_token_usage: second }),
    count({ total_token_usage: sum, last_token_usage: second })
  );
  expect(records).toMatchObject([
    { input_tokens: 100, cache_read_tokens: 40, output_tokens: 10, reasoning_tokens: 3, model: 'gpt-5-codex' },
    { input_tokens: 50, output_tokens: 5, session: 's', project: 'shop', provider: 'openai' },
  ]);
  expect(new Set(records.map(({ id }) => id)).size).toBe(2);
});

test('where only sums are told a call is their difference', () => {
  const records = recordsOf(
    meta('s'),
    context('gpt-5-codex'),
    count({ total_token_usage: usage(100, 10, 40) }),
    count({ total_token_usage: usage(150, 15, 60) })
  );
  expect(records).toMatchObject([
    { input_tokens: 100, output_tokens: 10, cache_read_tokens: 40 },
    { input_tokens: 50, output_tokens: 5, cache_read_tokens: 20 },
  ]);
});

test('the model is that of the turn, unless the count names one', () => {
  const one = (total: object, more: object = {}) => count({ total_token_usage: total, ...more });
  const records = recordsOf(
    meta('s'),
    context('gpt-5'),
    one(usage(1, 1)),
    context('gpt-5-codex'),
    one(usage(2, 2)),
    one(usage(3, 3), { model: 'gpt-5-mini' })
  );
  expect(records.map(({ model }) => model)).toEqual(['gpt-5', 'gpt-5-codex', 'gpt-5-mini']);
});

test('what a forked session copies of its parent has the identity that it has there', () => {
  const [one, two, three] = [usage(100, 10), usage(250, 25), usage(300, 30)];
  const parent = recordsOf(
    meta('parent'),
    context('gpt-5'),
    count({ total_token_usage: one, last_token_usage: one }),
    count({ total_token_usage: two, last_token_usage: usage(150, 15) }, 120)
  );
  const copies = [
    count({ total_token_usage: one, last_token_usage: one }, 0.2),
    count({ total_token_usage: two, last_token_usage: usage(150, 15) }, 0.2),
  ];
  const own = count({ total_token_usage: three, last_token_usage: usage(50, 5) }, 30);
  const forks = [
    [meta('child', { forked_from_id: 'parent' })],
    [meta('child', { source: { subagent: { thread_spawn: { parent_thread_id: 'parent' } } } })],
    [meta('child'), meta('parent')],
  ];
  for (const heads of forks) {
    const child = recordsOf(...heads, context('gpt-5'), ...copies, own);
    expect(child.map(({ id }) => id).slice(0, 2)).toEqual(parent.map(({ id }) => id));
    expect(child.map(({ session }) => session)).toEqual(['parent', 'parent', 'child']);
    expect(child[2]).toMatchObject({ input_tokens: 50 });
  }
});

test('two sessions that ask the same are two calls', () => {
  const session = (id: string) => recordsOf(meta(id), context('gpt-5'), count({ total_token_usage: usage(100, 10) }));
  expect(session('a')[0]?.id).not.toBe(session('b')[0]?.id);
});

test('a session that goes on in a newer version counts what each version wrote', () => {
  const record = {
    timestamp: later(90),
    type: 'token_usage_record',
    payload: { response_id: 'resp_2', thread_token_usage: usage(150, 15), usage: usage(50, 5) },
  };
  const records = recordsOf(
    meta('s'),
    context('gpt-5'),
    count({ total_token_usage: usage(100, 10), last_token_usage: usage(100, 10) }),
    record,
    count({ total_token_usage: usage(150, 15), last_token_usage: usage(50, 5) })
  );
  expect(records.map(({ id, input_tokens: tokens }) => [id, tokens])).toEqual([
    [expect.any(String), 100],
    ['resp_2', 50],
  ]);
});
