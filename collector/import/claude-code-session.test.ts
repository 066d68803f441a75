import { ClaudeCodeSession } from './claude-code-session';

const AT = '2026-03-04T10:00:00.000Z';

interface Line {
  readonly id?: string;
  readonly output?: number;
  readonly [key: string]: unknown;
}

const line = ({ id = 'msg_1', output = 10, message, usage, ...others }: Line = {}) => ({
  type: 'assistant',
  timestamp: AT,
  sessionId: 's-1',
  requestId: 'req_1',
  ...others,
  message: {
    id,
    model: 'claude-sonnet-4-5',
    usage: { input_tokens: 4, output_tokens: output, ...(usage as object) },
    ...(message as object),
  },
});

/** Records of the lines of one session. */
function recordsOf(...lines: object[]): Array<Record<string, unknown>> {
  const session = new ClaudeCodeSession();
  const rows = lines.flatMap((value, index) => session.takeLine(index + 1, { ...value }));
  return [...rows, ...session.end()].map((row) => ('record' in row ? { ...row.record } : {}));
}

test('several lines of one message are one call, with the largest usage', () => {
  const lines = [line({ output: 1 }), line({ output: 250 }), line({ output: 90 })];
  expect(recordsOf(...lines)).toMatchObject([{ id: 'msg_1', output_tokens: 250 }]);
});

test('lines of a message may stand between those of another', () => {
  const lines = [line({ output: 1 }), line({ id: 'msg_2' }), line({ output: 2 })];
  expect(recordsOf(...lines)).toMatchObject([
    { id: 'msg_2', output_tokens: 10 },
    { id: 'msg_1', output_tokens: 2 },
  ]);
});

test('input is with what was read from the cache and written to it', () => {
  const usage = {
    input_tokens: 10,
    cache_read_input_tokens: 2_000,
    cache_creation_input_tokens: 300,
    cache_creation: { ephemeral_5m_input_tokens: 200, ephemeral_1h_input_tokens: 100 },
    output_tokens_details: { thinking_tokens: 7 },
  };
  expect(recordsOf(line({ usage }))).toMatchObject([
    {
      input_tokens: 2_310,
      cache_read_tokens: 2_000,
      cache_write_tokens: 300,
      cache_write_1h_tokens: 100,
      output_tokens: 10,
      reasoning_tokens: 7,
    },
  ]);
});

test('a side question that replays a message under another request counts once', () => {
  const lines = [line(), line({ requestId: 'req_2', isSidechain: true, agentId: 'a' })];
  expect(recordsOf(...lines)).toHaveLength(1);
});

test('what the program wrote itself, sums and messages of people are no calls', () => {
  expect(
    recordsOf(
      line({ message: { model: '<synthetic>' } }),
      { type: 'user', message: { role: 'user', content: 'hello' } },
      { type: 'summary', summary: 'hello' },
      { type: 'cost-state', totalCostUSD: 3 },
      { type: 'assistant', message: { id: 'msg_9', model: 'claude-sonnet-4-5' } },
      { type: 'assistant' }
    )
  ).toEqual([]);
});

test('a cost that old sessions report is kept', () => {
  const old = { ...line({ costUSD: 0.0123 }), type: undefined };
  expect(recordsOf(old)).toMatchObject([{ provider_cost: '0.0123', model: 'claude-sonnet-4-5' }]);
});

test('a failure before any model was named is not booked: nobody knows whose it is', () => {
  const error = { type: 'system', subtype: 'api_error', timestamp: AT, uuid: 'u-1', error: { status: 529 } };
  expect(recordsOf(error)).toEqual([]);
  expect(recordsOf(line(), error)).toMatchObject([
    { id: 'u-1', status_code: 529, model: 'claude-sonnet-4-5', error: 'the request failed' },
    { id: 'msg_1' },
  ]);
});

test('failures of one agent do not make a retry of what another asks', () => {
  const error = { type: 'system', subtype: 'api_error', timestamp: AT, uuid: 'u-1', agentId: 'a', error: {} };
  const lines = [line({ id: 'msg_0', agentId: 'a' }), error, line(), line({ id: 'msg_2', agentId: 'a' })];
  const attempts = recordsOf(...lines).map(({ id, attempt_of: of }) => [id, of]);
  expect(attempts).toEqual([
    ['u-1', undefined],
    ['msg_0', undefined],
    ['msg_1', undefined],
    ['msg_2', 'u-1'],
  ]);
});

test('platforms are told by the ids that they give', () => {
  const records = recordsOf(line({ id: 'msg_bdrk_1' }), line({ id: 'msg_vrtx_1' }), line({ id: 'msg_1' }));
  expect(records.map(({ provider }) => provider)).toEqual(['aws.bedrock', 'gcp.vertex_ai', undefined]);
});

test('fast answers are of a tier of their own', () => {
  expect(recordsOf(line({ usage: { speed: 'fast', service_tier: 'standard' } }))).toMatchObject([
    { service_tier: 'fast' },
  ]);
});

test('a session of any length keeps a bounded number of messages', () => {
  const session = new ClaudeCodeSession();
  const taken = Array.from({ length: 5_000 }, (_, index) =>
    session.takeLine(index + 1, { ...line({ id: `msg_${index}` }) })
  ).flat();
  expect([taken.length, session.end().length]).toEqual([4_000, 1_000]);
});
