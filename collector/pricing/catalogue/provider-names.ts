/** OpenTelemetry names of the source's providers where they differ; the first is the one a model is given. */
const NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws', ['aws.bedrock']],
  ['azure', ['azure.ai.openai', 'azure.ai.inference']],
  ['fireworks', ['fireworks', 'fireworks_ai']],
  ['github-copilot', ['github-copilot', 'github_copilot']],
  ['google', ['gcp.gemini', 'gcp.vertex_ai', 'gcp.gen_ai']],
  ['mistral', ['mistral_ai']],
  ['moonshotai', ['moonshot_ai']],
  ['together', ['together', 'together_ai']],
  ['voyageai', ['voyageai', 'voyage']],
  ['x-ai', ['x_ai']],
]);

const CATALOGUE_IDS: ReadonlyMap<string, string> = new Map(
  [...NAMES].flatMap(([id, names]) => names.map((name): [string, string] => [name, id]))
);

/** Providers that make the models they sell: a model's bare name speaks for them. */
export const MAKERS = [
  'anthropic',
  'cohere',
  'deepseek',
  'google',
  'minimax',
  'mistral',
  'moonshotai',
  'openai',
  'perplexity',
  'voyageai',
  'x-ai',
  'zhipuai',
] as const;

/** The catalogue's id of a provider, by its stored name. */
export function catalogueId(provider: string): string {
  return CATALOGUE_IDS.get(provider) ?? provider;
}

/** The name a provider of the catalogue is stored under. */
export function providerName(id: string): string {
  return NAMES.get(id)?.[0] ?? id;
}
