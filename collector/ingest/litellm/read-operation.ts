/** LiteLLM's call types (without the `a` of the asynchronous ones) by OpenTelemetry's operation. */
const OPERATIONS: Readonly<Record<string, string>> = {
  completion: 'chat',
  text_completion: 'text_completion',
  responses: 'chat',
  responses_websocket: 'chat',
  anthropic_messages: 'chat',
  generate_content: 'generate_content',
  generate_content_stream: 'generate_content',
  create_interaction: 'chat',
  send_message: 'invoke_agent',
  call_mcp_tool: 'execute_tool',
  embedding: 'embeddings',
  image_generation: 'image',
  image_edit: 'image',
  image_variation: 'image',
  transcription: 'transcription',
  speech: 'speech',
  rerank: 'rerank',
  moderation: 'moderation',
  video_generation: 'video',
  create_video: 'video',
  vector_store_search: 'retrieval',
};

/** What kind of call it was; of a type that is not known its own name. Calls that were refused have their path for one. */
export function readOperation(callType: string | undefined): string | undefined {
  const name = callType?.replace(/^litellm\./, '').replace(/^_/, '');
  if (name === undefined || name.startsWith('/')) {
    return undefined;
  }
  const known = [name, name.replace(/^a/, '')].find((key) => Object.hasOwn(OPERATIONS, key));
  return known === undefined ? name : OPERATIONS[known];
}
