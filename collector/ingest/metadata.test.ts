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
    ['gen_ai.tool.call.result', SECRET],
    ['gen_ai.tool.definitions', SECRET],
    ['gen_ai.completion.0.tool_calls.0.name', SECRET],
    ['llm.input_messages.0.message.contents.0.message_content.image.image.url', SECRET],
    ['llm.prompt_template.variables', SECRET],
    ['ai.prompt', SECRET],
    ['ai.prompt.messages', SECRET],
    ['ai.response.text', SECRET],
    ['ai.response.toolCalls', SECRET],
    ['ai.toolCall.args', SECRET],
    ['genkit:input', SECRET],
    ['system', SECRET],
    ['payload', JSON.stringify({ model: 'm', messages: [{ role: 'user', content: SECRET }] })],
    ['list', JSON.stringify([{ deep: JSON.stringify({ prompt: SECRET }) }])],
    ['indented', `\n  ${JSON.stringify({ messages: [SECRET] }, null, 2)}`],
    ['cut_off', JSON.stringify({ model: 'm', messages: [{ role: 'user', content: SECRET }] }).slice(0, -4)],
    ['as_python_prints_it', `{'model': 'm', 'messages': [{'role': 'user', 'content': '${SECRET}'}]}`],
  ])('are dropped: %s', (key, value) => {
    for (const metadata of [{ [key]: value }, { a: { b: [{ [key]: value }] } }]) {
      const { content, ...bounded } = boundedMetadata({ kept: 1, ...metadata });
      expect(bounded).toMatchObject({ tooLarge: false, metadata: { kept: 1 } });
      expect(JSON.stringify(bounded)).not.toContain(SECRET);
      expect(JSON.stringify(content)).toContain(SECRET);
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
    ['gen_ai.prompt.name', 'summary'],
    ['gen_ai.prompt_version', 3],
    ['ai.response.model', 'gpt-4o'],
    ['ai.prompt_version', 'v3'],
    ['llm.invocation_parameters', '{"temperature":0.2, "stop":["."]}'],
    ['braces', '{no JSON'],
    ['template', "{'temperature': 0.2, 'stop': None}"],
  ])('are told apart from what describes the call: %s', (key, value) => {
    expect(boundedMetadata({ [key]: value })).toEqual({ metadata: { [key]: value }, tooLarge: false });
  });
});

test('content is told by its place, and a text of JSON keeps what is none', () => {
  expect(
    boundedMetadata({
      messages: [SECRET],
      deep: [{ 'gen_ai.completion.0.content': 'a', seed: 7 }],
      packed: '{"temperature":0.2,"messages":["b"]}',
    })
  ).toEqual({
    metadata: { deep: [{ seed: 7 }], packed: '{"temperature":0.2}' },
    content: { messages: [SECRET], 'deep.0.gen_ai.completion.0.content': 'a', 'packed.messages': ['b'] },
    tooLarge: false,
  });
});

test('a text of JSON that is too deep to be looked through counts as content', () => {
  const deep = `${'['.repeat(40)}"${SECRET}"${']'.repeat(40)}`;
  expect(boundedMetadata({ deep, a: 1 })).toEqual({ metadata: { deep: '', a: 1 }, content: { deep }, tooLarge: false });
});

test('nothing left is nothing kept', () => {
  expect(boundedMetadata({})).toEqual({ tooLarge: false });
  expect(boundedMetadata({ prompt: SECRET })).toEqual({ content: { prompt: SECRET }, tooLarge: false });
});

describe('metadata is bounded', () => {
  const nested = (levels: number): object => (levels === 1 ? { leaf: 1 } : { next: nested(levels - 1) });

  test('to 16 levels', () => {
    expect(boundedMetadata(nested(16))).toEqual({ metadata: nested(16), tooLarge: false });
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
