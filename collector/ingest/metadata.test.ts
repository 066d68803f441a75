import { boundedMetadata } from './metadata';

const SECRET = 'the quick brown fox';

describe('prompts and answers', () => {
  test.each([
    ['messages', [{ role: 'user', content: SECRET }]],
    ['prompt', SECRET],
    ['prompts', [SECRET]],
    ['input', SECRET],
    ['output', { text: SECRET }],
    ['completion', SECRET],
    ['choices', [{ message: { content: SECRET } }]],
    ['content', SECRET],
    ['contents', [{ parts: [{ text: SECRET }] }]],
    ['candidates', [{ content: SECRET }]],
    ['response', SECRET],
    ['request', { body: SECRET }],
    ['request_body', SECRET],
    ['responseBody', SECRET],
    ['system_prompt', SECRET],
    ['systemInstruction', SECRET],
    ['instructions', SECRET],
    ['input_text', SECRET],
    ['output_text', SECRET],
    ['text', SECRET],
    ['PROMPT', SECRET],
    ['gen_ai.prompt', SECRET],
    ['gen_ai.completion', SECRET],
    ['gen_ai.prompt.0.content', SECRET],
    ['gen_ai.input.messages', SECRET],
    ['gen_ai.output.messages', SECRET],
    ['gen_ai.system_instructions', SECRET],
    ['gen_ai.tool.call.arguments', SECRET],
    ['llm.input_messages.0.message.content', SECRET],
    ['llm.prompts.0', SECRET],
    ['input.value', SECRET],
    ['output.value', SECRET],
    ['traceloop.entity.input', SECRET],
    ['reasoning_content', SECRET],
    ['tool_calls', [{ function: { arguments: SECRET } }]],
    ['raw_request', SECRET],
  ])('are dropped: %s', (key, value) => {
    for (const metadata of [{ [key]: value }, { a: { b: [{ [key]: value }] } }]) {
      const bounded = boundedMetadata({ kept: 1, ...metadata });
      expect(bounded).toMatchObject({ contentDropped: true, tooLarge: false, metadata: { kept: 1 } });
      expect(JSON.stringify(bounded)).not.toContain(SECRET);
    }
  });

  test.each([
    ['prompt_tokens', 12],
    ['input', 12],
    ['output', true],
    ['response_id', 'r-1'],
    ['gen_ai.system', 'openai'],
    ['gen_ai.response.id', 'r-1'],
    ['gen_ai.output.type', 'json'],
    ['input.mime_type', 'text/plain'],
    ['prompt_version', 'v3'],
    ['temperature', 0.5],
    ['context', 'nightly'],
  ])('are told apart from what describes the call: %s', (key, value) => {
    expect(boundedMetadata({ [key]: value })).toEqual({
      metadata: { [key]: value },
      contentDropped: false,
      tooLarge: false,
    });
  });
});

test('nothing left is nothing kept', () => {
  expect(boundedMetadata({})).toEqual({ metadata: undefined, contentDropped: false, tooLarge: false });
  expect(boundedMetadata({ prompt: SECRET })).toEqual({ metadata: undefined, contentDropped: true, tooLarge: false });
});

describe('metadata is bounded', () => {
  const nested = (levels: number): object => (levels === 1 ? { leaf: 1 } : { next: nested(levels - 1) });

  test('to 16 levels', () => {
    expect(boundedMetadata(nested(16))).toEqual({ metadata: nested(16), contentDropped: false, tooLarge: false });
    expect(boundedMetadata(nested(17)).tooLarge).toBe(true);
    expect(boundedMetadata({ list: [[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]] }).tooLarge).toBe(true);
  });

  test.each([
    ['a long text', { a: 'x'.repeat(65_536) }],
    ['a long text of wide characters', { a: '漢'.repeat(22_000) }],
    ['a long key', { ['k'.repeat(65_536)]: 1 }],
    ['many keys', Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, index]))],
    ['many items', { list: Array.from({ length: 10_000 }, () => 0) }],
    ['many empty objects', { list: Array.from({ length: 10_000 }, () => ({})) }],
  ])('to 64 KiB: %s', (_, metadata) => {
    expect(boundedMetadata(metadata).tooLarge).toBe(true);
  });

  test('to 64 KiB and not to less', () => {
    expect(boundedMetadata({ a: 'x'.repeat(65_000) })).toMatchObject({ tooLarge: false });
  });
});
