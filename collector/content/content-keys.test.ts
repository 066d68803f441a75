import { isContentKey } from './content-keys';

test.each([
  ...['gen_ai.input.messages', 'gen_ai.prompt.0.content', 'gen_ai.completion.1.tool_calls.0.arguments'],
  ...['llm.input_messages.0.message.content', 'input.value', 'traceloop.entity.output', 'genkit:output'],
  ...['ai.response.text', 'ai.response.toolCalls', 'ai.toolCall.args', 'all_messages_events', 'logfire.msg'],
  ...['messages', 'Prompt', 'system_prompt', 'systemPrompt', 'tool-calls', 'rawResponse', 'system', 'b64_json'],
  ...['prompt_text', 'response_text', 'function_args', 'exception.stacktrace', 'traceback', 'message', 'query'],
  ...['model_request_parameters', 'crew_tasks', 'crew_agents', 'crewai.crew.tasks', 'crewai.task.description'],
  ...['smolagents.task', 'gcp.vertex.agent.tool_call_args', 'gcp.vertex.agent.llm_request', 'gcp.vertex.agent.data'],
  ...['haystack.pipeline.input_data', 'haystack.component.output'],
])('%s names prompts, answers or parts of them', (key) => {
  expect(isContentKey(key)).toBe(true);
});

test.each([
  ...['gen_ai.system', 'gen_ai.request.model', 'gen_ai.response.finish_reasons', 'gen_ai.prompt.name', 'ai.prompt_id'],
  ...['temperature', 'prompt_version', 'prompt_tokens', 'response_cost', 'content_length', 'openai.api_version'],
  ...['gen_ai.usage.input_tokens', 'llm.token_count.prompt_details.cache_read', 'feedback', '', '.', '0'],
  ...['error.message', 'gen_ai.request.reasoning.effort', 'reasoning_effort', 'server.address', 'query_source'],
  ...['crew_id', 'crew_key', 'crewai.crew.tasks_count', 'crewai.task.id', 'smolagents.task_id', 'smolagents.max_steps'],
  ...['gcp.vertex.agent.event_id', 'gcp.vertex.agent.invocation_id', 'model_name', 'data_source', 'input_data_count'],
])('%s does not', (key) => {
  expect(isContentKey(key)).toBe(false);
});

test('more names than are remembered change no answer', () => {
  for (let index = 0; index < 25_000; index += 1) {
    isContentKey(`parameter_${index}`);
  }
  expect([isContentKey('messages'), isContentKey('temperature')]).toEqual([true, false]);
});
