/**
 * Providers by OpenTelemetry's well-known `gen_ai.provider.name` values.
 *
 * Source: OpenTelemetry semantic conventions for generative AI; left are names that SDKs and gateways still send.
 */
const WELL_KNOWN: ReadonlyMap<string, string> = new Map([
  ['amazon_bedrock', 'aws.bedrock'],
  ['amazon-bedrock', 'aws.bedrock'],
  ['az.ai.inference', 'azure.ai.inference'],
  ['az.ai.openai', 'azure.ai.openai'],
  ['azure', 'azure.ai.openai'],
  ['azure_openai', 'azure.ai.openai'],
  ['azure_ai', 'azure.ai.inference'],
  ['aws', 'aws.bedrock'],
  ['aws_bedrock', 'aws.bedrock'],
  ['bedrock', 'aws.bedrock'],
  ['bedrock_converse', 'aws.bedrock'],
  ['gemini', 'gcp.gemini'],
  ['google', 'gcp.gen_ai'],
  ['google_gemini', 'gcp.gemini'],
  ['google_genai', 'gcp.gemini'],
  ['google.generative-ai', 'gcp.gemini'],
  ['google.vertex', 'gcp.vertex_ai'],
  ['vertex_ai', 'gcp.vertex_ai'],
  ['vertexai', 'gcp.vertex_ai'],
  ['google_vertexai', 'gcp.vertex_ai'],
  ['mistral', 'mistral_ai'],
  ['mistralai', 'mistral_ai'],
  ['mistral-ai', 'mistral_ai'],
  ['moonshot', 'moonshot_ai'],
  ['moonshotai', 'moonshot_ai'],
  ['watsonx', 'ibm.watsonx.ai'],
  ['x-ai', 'x_ai'],
  ['xai', 'x_ai'],
]);

/** Suffixes that name an API of a provider, not another provider: `openai.chat`, `anthropic.messages`. */
const API_SUFFIX = /\.(chat|completions?|responses|messages|embeddings?|images?|audio)$/;

/** A provider's name as it is stored: lower case, well-known names where there is one. */
export function normalizeProvider(name: string): string {
  const lower = name.trim().toLowerCase().replace(API_SUFFIX, '');
  return WELL_KNOWN.get(lower.replaceAll(' ', '_')) ?? lower;
}
