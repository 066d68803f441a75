import { NOW } from '../test/start-collector';
import { readRecord } from '../ingest/read-record';
import { normalizeProvider } from './providers';

test.each([
  ['openai', 'openai'],
  ['OpenAI', 'openai'],
  [' openai ', 'openai'],
  ['openai.chat', 'openai'],
  ['openai.responses', 'openai'],
  ['anthropic.messages', 'anthropic'],
  ['vertex_ai', 'gcp.vertex_ai'],
  ['vertex ai', 'gcp.vertex_ai'],
  ['gemini', 'gcp.gemini'],
  ['xai', 'x_ai'],
  ['xai.chat', 'x_ai'],
  ['bedrock', 'aws.bedrock'],
  ['aws_bedrock', 'aws.bedrock'],
  ['Azure OpenAI', 'azure.ai.openai'],
  ['AzureOpenAI', 'azure.ai.openai'],
  ['azure-openai', 'azure.ai.openai'],
  ['azure_ai_openai', 'azure.ai.openai'],
  ['AzureAIInference', 'azure.ai.inference'],
  ['az.ai.openai', 'azure.ai.openai'],
  ['AmazonBedrock', 'aws.bedrock'],
  ['google-genai', 'gcp.gemini'],
  ['Google Vertex', 'gcp.vertex_ai'],
  ['together_ai', 'together_ai'],
  ['azure', 'azure.ai.openai'],
  ['mistral', 'mistral_ai'],
  ['watsonx', 'ibm.watsonx.ai'],
  ['gcp.vertex_ai', 'gcp.vertex_ai'],
  ['aws.bedrock', 'aws.bedrock'],
  ['my-own-gateway', 'my-own-gateway'],
  ['constructor', 'constructor'],
  ['__proto__', '__proto__'],
])('%s is stored as %s', (name, stored) => {
  expect(normalizeProvider(name)).toBe(stored);
  expect(normalizeProvider(stored)).toBe(stored);
});

test.each(['  ', '.chat'])('a record whose provider %j names none has none', (provider) => {
  const outcome = readRecord({ model: 'm', provider }, { source: 's', now: NOW });
  expect('record' in outcome && outcome.record.provider).toBeUndefined();
});
