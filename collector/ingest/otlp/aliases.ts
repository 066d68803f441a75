import { type FieldName } from '../fields';

/** Whose name an attribute is. */
export type NamedBy =
  | 'OTel GenAI'
  | 'OTel GenAI, before'
  | 'OTel'
  | 'OpenLLMetry'
  | 'OpenInference'
  | 'OpenLIT'
  | 'agento11y'
  | 'Pydantic AI, Logfire'
  | 'AI SDK'
  | 'Claude Code'
  | 'Codex CLI'
  | 'Gemini CLI'
  | 'LiteLLM'
  | 'Anthropic SDK'
  | 'Langfuse'
  | 'LangSmith'
  | 'Sentry'
  | 'Strands Agents'
  | 'Google ADK'
  | 'Token Ledger';

/** How the value of an attribute becomes that of the field. */
export type Reading =
  /** As it is. */
  | 'as is'
  /** Seconds, the field has ms. */
  | 'seconds'
  /** USD that an SDK reckoned itself: 0 says that it knows no price. */
  | 'estimate'
  /** Ms. */
  | 'milliseconds'
  /** An HTTP status; what is none says nothing. */
  | 'status'
  /** Yes or no, of Python as a text: `True`. */
  | 'flag'
  /** A text, of Langfuse for Python in quotes. */
  | 'quoted'
  /** A provider, and no framework that calls one. */
  | 'provider';

/** An attribute that a field is read from. */
export interface Alias {
  readonly attribute: string;
  readonly by: NamedBy;
  /** Default `as is`. */
  readonly reading?: Reading;
  /** The attribute is JSON as text, and this the place in it. */
  readonly place?: string;
  /** Only of this convention (by its id): the name alone says nothing. */
  readonly only?: string;
  /** Of the resource too, where the item itself has none. */
  readonly resource?: true;
}

type Options = Omit<Alias, 'attribute' | 'by'>;
const by =
  (name: NamedBy, common: Options = {}) =>
  (attribute: string, options: Options = {}): Alias => ({ attribute, by: name, ...common, ...options });

const otel = by('OTel GenAI');
const otelBefore = by('OTel GenAI, before');
const openTelemetry = by('OTel');
const openLLMetry = by('OpenLLMetry');
const openInference = by('OpenInference');
const openLit = by('OpenLIT');
const agento11y = by('agento11y');
const pydantic = by('Pydantic AI, Logfire');
const aiSdk = by('AI SDK');
const claudeCode = by('Claude Code', { only: 'claude-code' });
const codex = by('Codex CLI', { only: 'codex' });
const geminiCli = by('Gemini CLI', { only: 'gemini-cli' });
const liteLlm = by('LiteLLM');
const anthropic = by('Anthropic SDK');
const langfuse = by('Langfuse');
const langSmith = by('LangSmith');
const sentry = by('Sentry');
const strands = by('Strands Agents', { only: 'strands' });
const adk = by('Google ADK');
const own = by('Token Ledger');

const INVOCATION = 'llm.invocation_parameters';
const LANGFUSE_USAGE = 'langfuse.observation.usage_details';
const LANGSMITH_USAGE = 'langsmith.metadata.usage_metadata';
const PROVIDER_METADATA = 'ai.response.providerMetadata';
const property = (name: string) => openLLMetry(`traceloop.association.properties.${name}`);
const ADK_RESPONSE = 'gcp.vertex.agent.llm_response';
const telemetry = (name: string) => aiSdk(`ai.telemetry.metadata.${name}`);

/**
 * Where each field of a record is read from: the first attribute that is there. Newest names first, then older ones,
 * then those of vendors; what only some sources mean by a name is theirs `only`.
 *
 * Sources: the semantic conventions (semantic-conventions-genai, and semantic-conventions before v1.42), and the packages
 * themselves, whose captured requests are in the corpus.
 */
export const ALIASES = {
  model: [
    otel('gen_ai.request.model'),
    openInference('llm.request.model_name'),
    openInference('llm.input_model_name'),
    openLLMetry('llm.request.model'),
    aiSdk('ai.model.id'),
    openInference(INVOCATION, { place: 'model' }),
    openInference(INVOCATION, { place: 'model_name' }),
    openInference('embedding.invocation_parameters', { place: 'model' }),
    claudeCode('model'),
    codex('model'),
    geminiCli('model'),
    langfuse('langfuse.observation.model.name'),
    // Served, where nothing says what was asked for.
    otel('gen_ai.response.model'),
    openInference('llm.model_name'),
    openInference('embedding.model_name'),
    openInference('reranker.model_name'),
    pydantic('model_name', { only: 'pydantic-ai' }),
  ],
  response_model: [
    otel('gen_ai.response.model'),
    openInference('llm.response.model_name'),
    openInference('llm.output_model_name'),
    openLLMetry('llm.response.model'),
    aiSdk('ai.response.model'),
    openInference('llm.model_name'),
    openInference('embedding.model_name'),
  ],
  provider: [
    otel('gen_ai.provider.name', { reading: 'provider' }),
    otelBefore('gen_ai.system', { reading: 'provider' }),
    openInference('llm.provider', { reading: 'provider' }),
    aiSdk('ai.model.provider', { reading: 'provider' }),
    openInference('llm.system', { reading: 'provider' }),
    langSmith('langsmith.metadata.ls_provider', { reading: 'provider' }),
    openInference('metadata', { place: 'ls_provider', reading: 'provider' }),
    openLLMetry('llm.vendor', { reading: 'provider' }),
    liteLlm('llm.custom_llm_provider', { reading: 'provider' }),
  ],
  input_tokens: [
    otel('gen_ai.usage.input_tokens'),
    otelBefore('gen_ai.usage.prompt_tokens'),
    openInference('llm.token_count.prompt'),
    aiSdk('ai.usage.inputTokens'),
    aiSdk('ai.usage.promptTokens'),
    aiSdk('ai.usage.tokens'),
    openLLMetry('llm.usage.prompt_tokens'),
    claudeCode('input_tokens'),
    codex('input_token_count'),
    geminiCli('input_token_count'),
    pydantic('gen_ai.aggregated_usage.input_tokens'),
    langfuse(LANGFUSE_USAGE, { place: 'input*' }),
    langfuse(LANGFUSE_USAGE, { place: 'prompt_tokens' }),
    langfuse(LANGFUSE_USAGE, { place: 'input_tokens' }),
  ],
  output_tokens: [
    otel('gen_ai.usage.output_tokens'),
    otelBefore('gen_ai.usage.completion_tokens'),
    openInference('llm.token_count.completion'),
    aiSdk('ai.usage.outputTokens'),
    aiSdk('ai.usage.completionTokens'),
    openLLMetry('llm.usage.completion_tokens'),
    claudeCode('output_tokens'),
    codex('output_token_count'),
    geminiCli('output_token_count'),
    pydantic('gen_ai.aggregated_usage.output_tokens'),
    langfuse(LANGFUSE_USAGE, { place: 'output*' }),
    langfuse(LANGFUSE_USAGE, { place: 'completion_tokens' }),
    langfuse(LANGFUSE_USAGE, { place: 'output_tokens' }),
  ],
  cache_read_tokens: [
    otel('gen_ai.usage.cache_read.input_tokens'),
    openLLMetry('gen_ai.usage.cache_read_input_tokens'),
    adk(ADK_RESPONSE, { place: 'usage_metadata.cached_content_token_count' }),
    sentry('gen_ai.usage.input_tokens.cached'),
    openInference('llm.token_count.prompt_details.cache_read'),
    openLit('gen_ai.usage.prompt_tokens_details.cached_tokens'),
    pydantic('gen_ai.usage.details.cache_read_tokens'),
    pydantic('gen_ai.usage.details.cache_read_input_tokens'),
    pydantic('gen_ai.usage.details.cached_tokens'),
    pydantic('gen_ai.usage.raw', { place: 'prompt_tokens_details.cached_tokens' }),
    pydantic('gen_ai.usage.raw', { place: 'input_tokens_details.cached_tokens' }),
    pydantic('gen_ai.usage.raw', { place: 'cache_read_input_tokens' }),
    aiSdk('ai.usage.inputTokenDetails.cacheReadTokens'),
    aiSdk('ai.usage.cachedInputTokens'),
    aiSdk(PROVIDER_METADATA, { place: 'anthropic.usage.cache_read_input_tokens' }),
    aiSdk(PROVIDER_METADATA, { place: 'google.usageMetadata.cachedContentTokenCount' }),
    aiSdk(PROVIDER_METADATA, { place: 'bedrock.usage.cacheReadInputTokens' }),
    claudeCode('cache_read_tokens'),
    liteLlm('metadata.usage_object', { place: 'prompt_tokens_details.cached_tokens' }),
    liteLlm('metadata.usage_object', { place: 'cache_read_input_tokens' }),
    codex('cached_token_count'),
    geminiCli('cached_content_token_count'),
    pydantic('gen_ai.aggregated_usage.cache_read.input_tokens'),
    langfuse(LANGFUSE_USAGE, { place: 'input_cached_tokens' }),
    langfuse(LANGFUSE_USAGE, { place: 'input_cache_read' }),
    langfuse(LANGFUSE_USAGE, { place: 'cache_read_input_tokens' }),
    langfuse(LANGFUSE_USAGE, { place: 'prompt_tokens_details.cached_tokens' }),
    langfuse(LANGFUSE_USAGE, { place: 'input_tokens_details.cached_tokens' }),
    langSmith(LANGSMITH_USAGE, { place: 'input_token_details.cache_read' }),
  ],
  cache_write_tokens: [
    otel('gen_ai.usage.cache_write.input_tokens'),
    otelBefore('gen_ai.usage.cache_creation.input_tokens'),
    openLLMetry('gen_ai.usage.cache_creation_input_tokens'),
    sentry('gen_ai.usage.input_tokens.cache_write'),
    agento11y('gen_ai.usage.cache_write_input_tokens'),
    openInference('llm.token_count.prompt_details.cache_write'),
    openLit('gen_ai.usage.prompt_tokens_details.cache_creation_tokens'),
    pydantic('gen_ai.usage.details.cache_write_tokens'),
    pydantic('gen_ai.usage.details.cache_creation_input_tokens'),
    pydantic('gen_ai.usage.raw', { place: 'cache_creation_input_tokens' }),
    aiSdk('ai.usage.inputTokenDetails.cacheWriteTokens'),
    aiSdk(PROVIDER_METADATA, { place: 'anthropic.cacheCreationInputTokens' }),
    aiSdk(PROVIDER_METADATA, { place: 'anthropic.usage.cache_creation_input_tokens' }),
    aiSdk(PROVIDER_METADATA, { place: 'bedrock.usage.cacheWriteInputTokens' }),
    claudeCode('cache_creation_tokens'),
    liteLlm('metadata.usage_object', { place: 'cache_creation_input_tokens' }),
    codex('cache_write_token_count'),
    pydantic('gen_ai.aggregated_usage.cache_write.input_tokens'),
    pydantic('gen_ai.aggregated_usage.cache_creation.input_tokens'),
    langfuse(LANGFUSE_USAGE, { place: 'input_cache_creation' }),
    langfuse(LANGFUSE_USAGE, { place: 'cache_creation_input_tokens' }),
    langSmith(LANGSMITH_USAGE, { place: 'input_token_details.cache_creation' }),
  ],
  cache_write_1h_tokens: [
    anthropic('anthropic.usage.cache_creation.ephemeral_1h_input_tokens'),
    pydantic('gen_ai.usage.details.ephemeral_1h_input_tokens'),
    pydantic('gen_ai.usage.raw', { place: 'cache_creation.ephemeral_1h_input_tokens' }),
    aiSdk(PROVIDER_METADATA, { place: 'anthropic.usage.cache_creation.ephemeral_1h_input_tokens' }),
    claudeCode('cache_creation_1h_tokens'),
  ],
  input_audio_tokens: [
    otel('gen_ai.usage.audio.input_tokens'),
    openInference('llm.token_count.prompt_details.audio'),
    openLit('gen_ai.usage.prompt_tokens_details.audio_tokens'),
    pydantic('gen_ai.usage.details.input_audio_tokens'),
    langfuse(LANGFUSE_USAGE, { place: 'input_audio_tokens' }),
    langfuse(LANGFUSE_USAGE, { place: 'prompt_tokens_details.audio_tokens' }),
    langSmith(LANGSMITH_USAGE, { place: 'input_token_details.audio' }),
  ],
  input_image_tokens: [otel('gen_ai.usage.image.input_tokens')],
  reasoning_tokens: [
    otel('gen_ai.usage.reasoning.output_tokens'),
    openLLMetry('gen_ai.usage.reasoning_tokens'),
    adk('gen_ai.usage.experimental.reasoning_tokens'),
    adk(ADK_RESPONSE, { place: 'usage_metadata.thoughts_token_count' }),
    openLLMetry('llm.usage.reasoning_tokens'),
    sentry('gen_ai.usage.output_tokens.reasoning'),
    openInference('llm.token_count.completion_details.reasoning'),
    openLit('gen_ai.usage.completion_tokens_details.reasoning_tokens'),
    pydantic('gen_ai.usage.details.reasoning_tokens'),
    pydantic('gen_ai.usage.raw', { place: 'completion_tokens_details.reasoning_tokens' }),
    pydantic('gen_ai.usage.raw', { place: 'output_tokens_details.reasoning_tokens' }),
    aiSdk('ai.usage.outputTokenDetails.reasoningTokens'),
    aiSdk('ai.usage.reasoningTokens'),
    aiSdk(PROVIDER_METADATA, { place: 'google.usageMetadata.thoughtsTokenCount' }),
    liteLlm('metadata.usage_object', { place: 'completion_tokens_details.reasoning_tokens' }),
    codex('reasoning_token_count'),
    geminiCli('thoughts_token_count'),
    langfuse(LANGFUSE_USAGE, { place: 'output_reasoning_tokens' }),
    langfuse(LANGFUSE_USAGE, { place: 'completion_tokens_details.reasoning_tokens' }),
    langfuse(LANGFUSE_USAGE, { place: 'output_tokens_details.reasoning_tokens' }),
    langSmith(LANGSMITH_USAGE, { place: 'output_token_details.reasoning' }),
  ],
  output_audio_tokens: [
    otel('gen_ai.usage.audio.output_tokens'),
    openInference('llm.token_count.completion_details.audio'),
    openLit('gen_ai.usage.completion_tokens_details.audio_tokens'),
    pydantic('gen_ai.usage.details.output_audio_tokens'),
    langfuse(LANGFUSE_USAGE, { place: 'output_audio_tokens' }),
    langfuse(LANGFUSE_USAGE, { place: 'completion_tokens_details.audio_tokens' }),
    langSmith(LANGSMITH_USAGE, { place: 'output_token_details.audio' }),
  ],
  output_image_tokens: [otel('gen_ai.usage.image.output_tokens')],
  provider_cost: [
    openLit('gen_ai.usage.cost', { reading: 'estimate' }),
    pydantic('operation.cost', { reading: 'estimate' }),
    openInference('llm.cost.total', { reading: 'estimate' }),
    liteLlm('litellm.cost.total', { reading: 'estimate' }),
    liteLlm('gen_ai.cost.total_cost', { reading: 'estimate' }),
    liteLlm('gen_ai.client.token.cost', { reading: 'estimate' }),
    langfuse('langfuse.observation.cost_details', { place: 'total', reading: 'estimate' }),
    claudeCode('cost_usd', { reading: 'estimate' }),
  ],
  time_to_first_token_ms: [
    strands('gen_ai.server.time_to_first_token', { reading: 'milliseconds' }),
    otel('gen_ai.response.time_to_first_chunk', { reading: 'seconds' }),
    aiSdk('gen_ai.client.operation.time_to_first_chunk', { reading: 'seconds' }),
    openLit('gen_ai.server.time_to_first_token', { reading: 'seconds' }),
    agento11y('gen_ai.client.time_to_first_token', { reading: 'seconds' }),
    aiSdk('ai.response.msToFirstChunk', { reading: 'milliseconds' }),
    claudeCode('ttft_ms', { reading: 'milliseconds' }),
    codex('ttft_ms', { reading: 'milliseconds' }),
  ],
  stream: [
    otel('gen_ai.request.stream', { reading: 'flag' }),
    openLLMetry('gen_ai.is_streaming', { reading: 'flag' }),
    openLLMetry('llm.is_streaming', { reading: 'flag' }),
    openLit('gen_ai.request.is_stream', { reading: 'flag' }),
    liteLlm('litellm.request.streaming', { reading: 'flag' }),
    openInference(INVOCATION, { place: 'stream', reading: 'flag' }),
    langfuse('langfuse.observation.model.parameters', { place: 'stream', reading: 'flag' }),
  ],
  service_tier: [
    otel('openai.response.service_tier'),
    otelBefore('gen_ai.openai.response.service_tier'),
    anthropic('anthropic.response.service_tier'),
    aiSdk(PROVIDER_METADATA, { place: 'openai.serviceTier' }),
  ],
  endpoint: [
    openTelemetry('http.route'),
    openTelemetry('url.path'),
    liteLlm('litellm.request.route'),
    codex('endpoint'),
  ],
  region: [openTelemetry('cloud.region'), openTelemetry('aws.region'), openTelemetry('gcp.region')],
  status_code: [
    openTelemetry('http.response.status_code', { reading: 'status' }),
    openTelemetry('http.status_code', { reading: 'status' }),
    claudeCode('status_code', { reading: 'status' }),
    geminiCli('status_code', { reading: 'status' }),
    liteLlm('litellm.provider.error.code', { reading: 'status' }),
  ],
  error: [claudeCode('error'), codex('error.message'), geminiCli('error.message'), geminiCli('error')],
  error_type: [openTelemetry('error.type')],
  user: [
    own('tokenledger.user', { resource: true }),
    claudeCode('user.email', { resource: true }),
    codex('user.email', { resource: true }),
    geminiCli('user.email', { resource: true }),
    openTelemetry('user.id', { resource: true }),
    openTelemetry('enduser.id', { resource: true }),
    openLit('gen_ai.user.id'),
    openLLMetry('gen_ai.user'),
    openLLMetry('llm.user'),
    openLit('gen_ai.request.user'),
    agento11y('agento11y.user.id'),
    langfuse('langfuse.user.id'),
    telemetry('userId'),
    telemetry('user_id'),
    property('user_id'),
    property('userId'),
    property('user'),
    liteLlm('litellm.end_user.id'),
    liteLlm('metadata.user_api_key_end_user_id'),
    liteLlm('metadata.user_api_key_user_id'),
    openInference(INVOCATION, { place: 'user' }),
  ],
  team: [
    own('tokenledger.team', { resource: true }),
    openTelemetry('team', { resource: true }),
    openTelemetry('team.name', { resource: true }),
    openTelemetry('team.id', { resource: true }),
    openTelemetry('department', { resource: true }),
    agento11y('agento11y.tag.team'),
    langfuse('langfuse.trace.metadata.team', { reading: 'quoted' }),
    telemetry('team'),
    property('team'),
    liteLlm('litellm.team.alias'),
    liteLlm('metadata.user_api_key_team_alias'),
    liteLlm('litellm.team.id'),
    liteLlm('metadata.user_api_key_team_id'),
  ],
  organization: [
    own('tokenledger.organization', { resource: true }),
    openTelemetry('organization.id', { resource: true }),
    telemetry('organization'),
    property('organization'),
    property('organization_id'),
    liteLlm('metadata.user_api_key_org_alias'),
    liteLlm('metadata.user_api_key_org_id'),
  ],
  project: [
    own('tokenledger.project', { resource: true }),
    openTelemetry('project', { resource: true }),
    openTelemetry('project.name', { resource: true }),
    openInference('openinference.project.name', { resource: true }),
    telemetry('project'),
    property('project'),
    openLit('gen_ai.application_name', { resource: true }),
    openTelemetry('service.name', { resource: true }),
  ],
  api_key: [
    own('tokenledger.api_key', { resource: true }),
    liteLlm('metadata.user_api_key_alias'),
    telemetry('apiKeyLabel'),
    property('api_key_label'),
  ],
  environment: [
    own('tokenledger.environment', { resource: true }),
    openTelemetry('deployment.environment.name', { resource: true }),
    openTelemetry('deployment.environment', { resource: true }),
    openLit('gen_ai.environment', { resource: true }),
    langfuse('langfuse.environment', { resource: true }),
    telemetry('environment'),
    property('environment'),
    codex('env', { resource: true }),
  ],
  task: [
    own('tokenledger.task', { resource: true }),
    aiSdk('ai.telemetry.functionId'),
    otel('gen_ai.workflow.name'),
    openLLMetry('traceloop.workflow.name'),
    otel('gen_ai.agent.name'),
    telemetry('task'),
    property('task'),
    claudeCode('query_source'),
  ],
  configuration: [
    own('tokenledger.configuration', { resource: true }),
    otel('gen_ai.prompt.name'),
    langfuse('langfuse.observation.prompt.name'),
    openLLMetry('traceloop.prompt.key'),
    telemetry('configuration'),
  ],
  session: [
    own('tokenledger.session'),
    claudeCode('session.id'),
    otel('gen_ai.conversation.id'),
    openTelemetry('session.id'),
    langfuse('langfuse.session.id'),
    telemetry('sessionId'),
    telemetry('session_id'),
    property('session_id'),
    property('sessionId'),
    property('chat_id'),
    property('thread_id'),
    codex('conversation.id'),
    adk('gcp.vertex.agent.session_id'),
  ],
  latency_ms: [
    claudeCode('duration_ms', { reading: 'milliseconds' }),
    codex('duration_ms', { reading: 'milliseconds' }),
    geminiCli('duration_ms', { reading: 'milliseconds' }),
    pydantic('duration', { only: 'logfire', reading: 'seconds' }),
  ],
} as const satisfies Partial<Record<FieldName, readonly Alias[]>>;

export type AliasedField = keyof typeof ALIASES;

/** Fields that say who a call is for: what is around a call says it too. */
export const CONTEXT_FIELDS = [
  ...(['user', 'team', 'organization', 'project', 'api_key'] as const),
  ...(['environment', 'task', 'configuration', 'session'] as const),
] satisfies readonly AliasedField[];

/** Attributes that hold the provider's id of an answer. */
export const RESPONSE_IDS: readonly Alias[] = [
  otel('gen_ai.response.id'),
  liteLlm('gen_ai.response_id'),
  aiSdk('ai.response.id'),
  aiSdk(PROVIDER_METADATA, { place: 'openai.responseId' }),
  openInference('output.value', { place: 'id' }),
  openInference('output.value', { place: 'generations.0.0.message.kwargs.response_metadata.id' }),
  openInference('output.value', { place: 'generations.0.0.message.kwargs.id' }),
];

/** Names below these are tags, each by the rest of its name. */
export const TAG_PREFIXES = [
  { prefix: 'tokenledger.tag.', by: 'Token Ledger' },
  { prefix: 'agento11y.tag.', by: 'agento11y' },
  { prefix: 'ai.telemetry.metadata.', by: 'AI SDK' },
  { prefix: 'traceloop.association.properties.', by: 'OpenLLMetry' },
  { prefix: 'langfuse.trace.metadata.', by: 'Langfuse' },
] as const satisfies ReadonlyArray<{ prefix: string; by: NamedBy }>;

/** What frameworks put among them for their own use: new in every run, it tells nothing apart. */
export const NO_TAGS = /^(ls_.*|lc_.*|langgraph_.*|.*checkpoint_ns|thread_id|run_id)$/;

/** Names that frameworks give as the provider, or that stand for none: whose model they call is not said by them. */
const FRAMEWORKS: ReadonlySet<string> = new Set([
  ...['langchain', 'langchain_core', 'langchain4j', 'langgraph', 'langsmith', 'llamaindex', 'llama_index', 'langfuse'],
  ...['strands', 'strands_agents', 'crewai', 'haystack', 'dspy', 'smolagents', 'agno', 'mastra', 'litellm', 'beeai'],
  ...['agent_framework', 'microsoft.agent_framework', 'semantic_kernel', 'microsoft.semantic_kernel', 'spring_ai'],
  ...['autogen', 'microsoft.autogen', 'ag2', 'pydantic_ai', 'instructor', 'guardrails', 'letta', 'genkit', 'ai_sdk'],
  ...['gcp.vertex.agent', 'google_adk', 'openai_agents', 'openai_agents_sdk', 'claude_agent_sdk'],
  // OpenTelemetry's word for a value that is none of its own
  ...['_other', 'other', 'unknown', 'none'],
]);

/** Whether a name is that of a framework, whoever writes it how. */
export function isFramework(name: string): boolean {
  return FRAMEWORKS.has(name.trim().toLowerCase().replaceAll(/[\s-]/g, '_'));
}

/** Lists of texts, each of which is a tag with the value `true`. */
export const TAG_LISTS = [
  { attribute: 'tag.tags', by: 'OpenInference' },
  { attribute: 'ai.telemetry.metadata.tags', by: 'AI SDK' },
  { attribute: 'langfuse.trace.tags', by: 'Langfuse' },
  { attribute: 'logfire.tags', by: 'Pydantic AI, Logfire' },
] as const satisfies ReadonlyArray<{ attribute: string; by: NamedBy }>;
