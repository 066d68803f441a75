/**
 * Providers by OpenTelemetry's well-known `gen_ai.provider.name` values.
 *
 * Source: OpenTelemetry semantic conventions for generative AI; left are names that SDKs and gateways still send, without
 * the blanks, hyphens and underscores between their words.
 */
const WELL_KNOWN: ReadonlyMap<string, string> = new Map([
  ['openai', 'openai'],
  ['az.ai.inference', 'azure.ai.inference'],
  ['azureai', 'azure.ai.inference'],
  ['azureaiinference', 'azure.ai.inference'],
  ['az.ai.openai', 'azure.ai.openai'],
  ['azure', 'azure.ai.openai'],
  ['azureopenai', 'azure.ai.openai'],
  ['azureaiopenai', 'azure.ai.openai'],
  ['aws', 'aws.bedrock'],
  ['awsbedrock', 'aws.bedrock'],
  ['amazonbedrock', 'aws.bedrock'],
  ['bedrock', 'aws.bedrock'],
  ['bedrockconverse', 'aws.bedrock'],
  ['google', 'gcp.gen_ai'],
  ['gemini', 'gcp.gemini'],
  ['googlegemini', 'gcp.gemini'],
  ['googlegenai', 'gcp.gemini'],
  ['google.generativeai', 'gcp.gemini'],
  ['googlevertex', 'gcp.vertex_ai'],
  ['google.vertex', 'gcp.vertex_ai'],
  ['googlevertexai', 'gcp.vertex_ai'],
  ['vertexai', 'gcp.vertex_ai'],
  ['mistral', 'mistral_ai'],
  ['mistralai', 'mistral_ai'],
  ['moonshot', 'moonshot_ai'],
  ['moonshotai', 'moonshot_ai'],
  ['watsonx', 'ibm.watsonx.ai'],
  ['xai', 'x_ai'],
]);

/** Suffixes that name an API of a provider, not another provider: `openai.chat`, `anthropic.messages`. */
const API_SUFFIX = /\.(chat|completions?|responses|messages|embeddings?|images?|audio)$/;

/** A provider's name as it is stored: lower case, well-known names where there is one. */
export function normalizeProvider(name: string): string {
  const lower = name.trim().toLowerCase().replace(API_SUFFIX, '');
  return WELL_KNOWN.get(lower.replaceAll(/[\s_-]/g, '')) ?? lower;
}
