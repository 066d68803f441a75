/**
 * Where formats carry prompts and answers, by their own documentation: written apart from `content-keys.ts`, which is
 * what is tested with it. Texts are replaced by planted ones; in a text of JSON that is the word TEXT.
 */
type Template = string | Template[] | { [key: string]: Template };

const MESSAGES = '[{"role":"user","parts":[{"type":"text","content":"TEXT"}]}]';

/** Attributes of spans, of their events, and of log records. */
export const CONTENT_ATTRIBUTES: Readonly<Record<string, Template>> = {
  // OpenTelemetry GenAI: as texts of JSON on spans, as structures on events
  'gen_ai.input.messages': MESSAGES,
  'gen_ai.output.messages': [{ role: 'assistant', parts: [{ type: 'text', content: 'x' }], finish_reason: 'stop' }],
  'gen_ai.system_instructions': '[{"type":"text","content":"TEXT"}]',
  'gen_ai.tool.definitions': '[{"type":"function","name":"f","description":"TEXT"}]',
  'gen_ai.tool.call.arguments': '{"city":"TEXT"}',
  'gen_ai.tool.call.result': 'x',
  'gen_ai.prompt': MESSAGES,
  'gen_ai.completion': MESSAGES,
  // OpenLLMetry
  'gen_ai.prompt.0.content': 'x',
  'gen_ai.prompt.1.tool_calls.0.arguments': '{"a":"TEXT"}',
  'gen_ai.completion.0.content': 'x',
  'gen_ai.completion.0.reasoning': 'x',
  'llm.request.functions.0.description': 'x',
  'llm.request.functions.0.parameters': '{"description":"TEXT"}',
  'traceloop.entity.input': '{"inputs":{"question":"TEXT"}}',
  'traceloop.entity.output': '{"outputs":"TEXT"}',
  // OpenInference
  'input.value': '{"messages":[{"content":"TEXT"}]}',
  'output.value': 'x',
  'llm.input_messages.0.message.content': 'x',
  'llm.input_messages.0.message.contents.0.message_content.text': 'x',
  'llm.input_messages.0.message.contents.1.message_content.image.image.url': 'x',
  'llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments': '{"a":"TEXT"}',
  'llm.prompts.0.prompt.text': 'x',
  'llm.prompt_template.template': 'x',
  'llm.prompt_template.variables': '{"name":"TEXT"}',
  'llm.tools.0.tool.json_schema': '{"function":{"description":"TEXT"}}',
  'llm.function_call': '{"name":"f","arguments":"TEXT"}',
  'embedding.embeddings.0.embedding.text': 'x',
  'retrieval.documents.0.document.content': 'x',
  'document.content': 'x',
  'reranker.query': 'x',
  'tool.parameters': '{"a":"TEXT"}',
  // Vercel AI SDK
  'ai.prompt': '{"prompt":"TEXT"}',
  'ai.prompt.messages': MESSAGES,
  'ai.prompt.tools': ['{"description":"TEXT"}'],
  'ai.response.text': 'x',
  'ai.response.object': '{"a":"TEXT"}',
  'ai.response.toolCalls': '[{"args":"TEXT"}]',
  'ai.response.reasoning': 'x',
  'ai.toolCall.args': '{"a":"TEXT"}',
  'ai.toolCall.result': '"TEXT"',
  'ai.value': 'x',
  'ai.values': ['x', 'x'],
  'ai.schema': '{"description":"TEXT"}',
  // Pydantic AI and Logfire
  all_messages_events: '[{"content":"TEXT"}]',
  'pydantic_ai.all_messages': '[{"parts":[{"content":"TEXT"}]}]',
  request_data: '{"messages":[{"content":"TEXT"}],"model":"m"}',
  response_data: '{"message":{"content":"TEXT"}}',
  final_result: 'x',
  tool_arguments: '{"a":"TEXT"}',
  tool_response: 'x',
  // Claude Code, Codex, Gemini CLI
  prompt: 'x',
  tool_parameters: '{"full_command":"TEXT"}',
  tool_input: 'x',
  tool_output: 'x',
  arguments: '{"command":"TEXT"}',
  output: 'x',
  response_text: 'x',
  request_text: 'x',
  function_args: '{"a":"TEXT"}',
  user_prompt: 'x',
  // Langfuse, Genkit, LangSmith
  'langfuse.observation.input': '[{"role":"user","content":"TEXT"}]',
  'langfuse.observation.output': '{"content":"TEXT"}',
  'langfuse.trace.input': 'x',
  'langfuse.trace.output': 'x',
  'genkit:input': '{"messages":[{"content":[{"text":"TEXT"}]}]}',
  'genkit:output': '"TEXT"',
  'langsmith.metadata.prompt': 'x',
};

/** Events of spans by their names, with their attributes; the names are those of log records too. */
export const CONTENT_EVENTS: Readonly<Record<string, Readonly<Record<string, Template>>>> = {
  'gen_ai.content.prompt': { 'gen_ai.prompt': MESSAGES },
  'gen_ai.content.completion': { 'gen_ai.completion': MESSAGES },
  'gen_ai.system.message': { content: 'x' },
  'gen_ai.user.message': { content: 'x' },
  'gen_ai.assistant.message': { content: 'x', tool_calls: '[{"function":{"arguments":"TEXT"}}]' },
  'gen_ai.tool.message': { content: 'x' },
  'gen_ai.choice': { message: '{"content":"TEXT"}' },
  'gen_ai.client.inference.operation.details': { 'gen_ai.input.messages': MESSAGES },
  exception: { 'exception.stacktrace': 'x' },
};

/** Of LiteLLM's StandardLoggingPayload. */
export const LITELLM_PLACES: Readonly<Record<string, Template>> = {
  messages: [
    { role: 'user', content: 'x' },
    { role: 'user', content: [{ type: 'text', text: 'x' }] },
  ],
  response: { id: 'r', choices: [{ message: { content: 'x', reasoning_content: 'x', tool_calls: ['x'] } }] },
  model_parameters: {
    tools: [{ function: { description: 'x' } }],
    functions: ['x'],
    messages: ['x'],
    input: 'x',
    instructions: 'x',
    prompt: 'x',
    prediction: { content: 'x' },
  },
  metadata: {
    prompt_management_metadata: { prompt_variables: { name: 'x' } },
    vector_store_request_metadata: [{ query: 'x', vector_store_search_response: { data: ['x'] } }],
    mcp_tool_call_metadata: { arguments: { a: 'x' }, result: { content: 'x' } },
    requester_metadata: { messages: ['x'], prompt: 'x' },
  },
  guardrail_information: [{ guardrail_request: { text: 'x' }, guardrail_response: 'x' }],
  hidden_params: { proxy_server_request: { body: { messages: ['x'] } } },
  error_information: { traceback: 'x' },
  proxy_server_request: { body: { messages: ['x'] } },
};

/** Of records: fields that the collector does not know, and metadata, as it comes and deep in texts. */
export const RECORD_PLACES: Readonly<Record<string, Template>> = {
  messages: [{ role: 'user', content: 'x' }],
  prompt: 'x',
  systemPrompt: 'x',
  response: { choices: [{ message: { content: 'x' } }] },
  request_body: '{"messages":["TEXT"]}',
  metadata: {
    input: 'x',
    output: { text: 'x' },
    deep: [{ deeper: { completion: 'x' } }],
    packed: '{"a":{"messages":["TEXT"]}}',
    packed_twice: '{"a":"{\\"prompt\\":\\"TEXT\\"}"}',
    cut_off: '{"messages":[{"role":"user","content":"TEXT',
    as_python_prints_it: "{'messages': [{'role': 'user', 'content': 'TEXT'}]}",
  },
};
