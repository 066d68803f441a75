/** What an operation is to the ledger. */
export interface Operation {
  /**
   * `call`: a model answers. `aggregate`: it has calls inside, and its usage, if any, repeats theirs. `none`: no model
   * is asked, or the answer is fetched once more.
   */
  readonly role: 'call' | 'aggregate' | 'none';
  /** `operation` of the record. */
  readonly operation?: string;
}

const call = (operation: string): Operation => ({ role: 'call', operation });
const AGGREGATE: Operation = { role: 'aggregate' };
const NONE: Operation = { role: 'none' };

/** Values of `gen_ai.operation.name`, and what other sources call the same, in lower case. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['chat', call('chat')],
  ['generate_content', call('generate_content')],
  ['text_completion', call('text_completion')],
  ['embeddings', call('embeddings')],
  // Others' words
  ['completion', call('text_completion')],
  ['completions', call('text_completion')],
  ['acompletion', call('chat')],
  ['litellm completion', call('chat')],
  ['chat_completion', call('chat')],
  ['responses', call('chat')],
  ['message', call('chat')],
  ['messages', call('chat')],
  ['generatetext', call('chat')],
  ['streamtext', call('chat')],
  ['embedding', call('embeddings')],
  ['aembedding', call('embeddings')],
  ['embed', call('embeddings')],
  ['image', call('image')],
  ['image_generation', call('image')],
  ['generate_image', call('image')],
  ['audio', call('speech')],
  ['speech', call('speech')],
  ['text_to_speech', call('speech')],
  ['transcription', call('transcription')],
  ['speech_to_text', call('transcription')],
  ['translation', call('translation')],
  ['translate', call('translation')],
  ['vision', call('vision')],
  ['rerank', call('rerank')],
  ['moderation', call('moderation')],
  // With calls inside
  ['invoke_agent', AGGREGATE],
  ['create_agent', AGGREGATE],
  ['agent', AGGREGATE],
  ['agent_step', AGGREGATE],
  ['invoke_workflow', AGGREGATE],
  ['workflow', AGGREGATE],
  ['chain', AGGREGATE],
  ['plan', AGGREGATE],
  ['framework', AGGREGATE],
  // No calls
  ['execute_tool', NONE],
  ['fetch_response', NONE],
  ['retrieval', NONE],
  ['vectordb', NONE],
  ['search_memory', NONE],
  ['update_memory', NONE],
]);

/** Values of `openinference.span.kind`; all others have calls inside. */
export const OPENINFERENCE_KINDS: ReadonlyMap<string, Operation> = new Map([
  ['LLM', call('chat')],
  ['EMBEDDING', call('embeddings')],
  ['RERANKER', call('rerank')],
  ['TOOL', NONE],
  ['RETRIEVER', NONE],
  ['GUARDRAIL', NONE],
  ['EVALUATOR', NONE],
  ['PROMPT', NONE],
]);

/** Values of `langfuse.observation.type`; all others have calls inside. */
export const LANGFUSE_TYPES: ReadonlyMap<string, Operation> = new Map([
  ['generation', call('chat')],
  ['embedding', call('embeddings')],
  ['tool', NONE],
  ['retriever', NONE],
  ['event', NONE],
]);

/** `ai.operationId` of the Vercel AI SDK: only the inner ones, `…do…`, ask a model. */
export const AI_SDK_OPERATIONS: ReadonlyArray<readonly [RegExp, Operation]> = [
  [/^ai\.(generateText|streamText|generateObject|streamObject)\.do/, call('chat')],
  [/^ai\.(embed|embedMany)\.do/, call('embeddings')],
  [/^ai\.rerank\.do/, call('rerank')],
  [/^ai\.toolCall/, NONE],
  [/^ai\.(generate|stream)/, { role: 'aggregate', operation: 'chat' }],
  [/^ai\.embed/, { role: 'aggregate', operation: 'embeddings' }],
  [/^ai\./, AGGREGATE],
];
