/**
 * Attributes under which SDKs send prompts and answers, by their whole name: the attribute itself and all below it.
 * `#` is a number. In lower case, with `:` and `/` read as dots.
 *
 * Sources: the semantic conventions and instrumentations named beside each; a name that only ever holds texts belongs
 * into CONTENT_NAMES.
 */
export const CONTENT_ATTRIBUTES = [
  // OpenTelemetry GenAI, of today and before
  ...['gen_ai.input.messages', 'gen_ai.output.messages', 'gen_ai.system_instructions', 'gen_ai.tool.definitions'],
  ...['gen_ai.tool.call.arguments', 'gen_ai.tool.call.result', 'gen_ai.retrieval.query', 'gen_ai.retrieval.documents'],
  ...[
    'gen_ai.prompt.variable',
    'gen_ai.evaluation.explanation',
    'gen_ai.event.content',
    'gen_ai.content',
    'gen_ai.memory.records',
  ],
  ...[
    'gen_ai.system.message',
    'gen_ai.user.message',
    'gen_ai.assistant.message',
    'gen_ai.tool.message',
    'gen_ai.choice',
  ],
  // OpenLLMetry
  ...['gen_ai.prompt.#', 'gen_ai.completion.#', 'llm.prompts', 'llm.completions', 'llm.request.functions'],
  ...[
    'traceloop.entity.input',
    'traceloop.entity.output',
    'traceloop.prompt.template',
    'traceloop.prompt.template_variables',
  ],
  // OpenInference
  ...['llm.input_messages', 'llm.output_messages', 'llm.prompt_template', 'llm.tools', 'llm.function_call'],
  ...['embedding.text', 'embedding.vector', 'embedding.embeddings', 'retrieval.documents', 'document.content'],
  ...['reranker.query', 'reranker.input_documents', 'reranker.output_documents', 'tool.parameters'],
  // Vercel AI SDK
  ...['ai.prompt', 'ai.response.text', 'ai.response.object', 'ai.response.toolcalls', 'ai.response.reasoning'],
  ...['ai.response.files', 'ai.result', 'ai.toolcall.args', 'ai.toolcall.result'],
  ...['ai.value', 'ai.values', 'ai.embedding', 'ai.embeddings', 'ai.schema'],
  // Pydantic AI and Logfire
  ...['pydantic_ai.all_messages', 'all_messages_events', 'logfire.msg', 'model_request_parameters'],
  // Google ADK
  ...['gcp.vertex.agent.llm_request', 'gcp.vertex.agent.llm_response', 'gcp.vertex.agent.data'],
  ...['gcp.vertex.agent.tool_call_args', 'gcp.vertex.agent.tool_response'],
  // CrewAI and smolagents, by OpenInference and OpenLLMetry
  ...['crew_agents', 'crew_tasks', 'crew_inputs', 'crewai.crew.agents', 'crewai.crew.tasks', 'crewai.crew.result'],
  ...['crewai.agent.goal', 'crewai.agent.backstory', 'crewai.agent.result', 'crewai.agent.tools_results'],
  ...['crewai.task.description', 'crewai.task.expected_output', 'crewai.task.context', 'crewai.task.result'],
  ...['smolagents.task'],
] as const;

/**
 * The last part of a name that says what it is, in lower case and without separators: `gen_ai.prompt.0` and
 * `systemPrompt` go by `prompt` and `systemprompt`.
 *
 * Sources: the bodies of the providers' own APIs, LiteLLM's callback, and what frameworks call the same things.
 */
export const CONTENT_NAMES = [
  ...['messages', 'inputmessages', 'outputmessages', 'allmessages', 'newmessages', 'chathistory', 'history'],
  ...['content', 'contents', 'text', 'texts', 'parts', 'refusal', 'transcript', 'conversation', 'messagecontent'],
  ...['prompttext', 'requesttext', 'responsetext', 'completiontext', 'querytext', 'inputmessage', 'outputmessage'],
  ...['prompt', 'prompts', 'systemprompt', 'userprompt', 'prompttemplate', 'promptvariables', 'templatevariables'],
  ...['instructions', 'systeminstruction', 'systeminstructions', 'systemmessage', 'usermessage', 'assistantmessage'],
  ...['input', 'inputs', 'inputdata', 'inputtext', 'inputaudio', 'question', 'searchquery', 'spaninputs'],
  ...[
    'output',
    'outputs',
    'outputdata',
    'outputtext',
    'answer',
    'finalresult',
    'generatedtext',
    'generations',
    'spanoutputs',
  ],
  ...['completion', 'completions', 'choices', 'candidates', 'thinking', 'thinkingblocks'],
  ...['reasoning', 'reasoningcontent', 'reasoningtext', 'reasoningsummary'],
  ...[
    'tools',
    'functiontools',
    'outputtools',
    'functions',
    'tooldefinitions',
    'toolcalls',
    'functioncall',
    'arguments',
  ],
  ...['toolarguments', 'toolargs', 'functionargs', 'functionarguments'],
  ...['toolinput', 'tooloutput', 'toolresponse', 'toolresult', 'toolresults', 'toolparameters'],
  ...['b64json', 'imageurl', 'documents', 'guardrailrequest', 'guardrailresponse'],
  ...['completeinputdict', 'proxyserverrequest', 'standardloggingobject'],
  ...['request', 'requestbody', 'requestdata', 'rawrequest', 'response', 'responsebody', 'responsedata', 'rawresponse'],
  ...['body', 'rawbody'],
  // They quote what it was that failed.
  ...['stacktrace', 'errorstacktrace', 'traceback', 'errortraceback'],
] as const;

/** Only as a whole name: `gen_ai.system` is the provider, `system` of a request its first instruction. */
export const CONTENT_WHOLE_NAMES = ['system', 'message', 'query', 'queries'] as const;

const NAMES: ReadonlySet<string> = new Set(CONTENT_NAMES);
const WHOLE_NAMES: ReadonlySet<string> = new Set(CONTENT_WHOLE_NAMES);
const ATTRIBUTES = new RegExp(
  `^(?:${CONTENT_ATTRIBUTES.map((name) => name.replaceAll('.', '\\.').replaceAll('#', '\\d+')).join('|')})(?:\\.|$)`
);

/** Names are few and come with every record. */
const MOST_REMEMBERED = 10_000;
const remembered = new Map<string, boolean>();

/** Whether texts, lists and objects under a name are prompts, answers or parts of them. */
export function isContentKey(key: string): boolean {
  let known = remembered.get(key);
  if (known === undefined) {
    known = namesContent(key);
    if (remembered.size >= MOST_REMEMBERED) {
      remembered.clear();
    }
    remembered.set(key, known);
  }
  return known;
}

function namesContent(key: string): boolean {
  const name = key.toLowerCase().replaceAll(/[:/]/g, '.');
  if (ATTRIBUTES.test(name) || WHOLE_NAMES.has(name)) {
    return true;
  }
  const telling = name.split('.').findLast((part) => part !== 'value' && !/^\d+$/.test(part)) ?? '';
  return NAMES.has(telling.replaceAll(/[_\s-]/g, ''));
}
