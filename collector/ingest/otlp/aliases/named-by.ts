import { type Alias, type NamedBy } from './alias';

type Options = Omit<Alias, 'attribute' | 'by'>;
const by =
  (name: NamedBy, common: Options = {}) =>
  (attribute: string, options: Options = {}): Alias => ({ attribute, by: name, ...common, ...options });

export const otel = by('OTel GenAI');
export const otelBefore = by('OTel GenAI, before');
export const openTelemetry = by('OTel');
export const openLLMetry = by('OpenLLMetry');
export const openInference = by('OpenInference');
export const openLit = by('OpenLIT');
export const agento11y = by('agento11y');
export const pydantic = by('Pydantic AI, Logfire');
export const aiSdk = by('AI SDK');
export const claudeCode = by('Claude Code', { only: 'claude-code' });
export const codex = by('Codex CLI', { only: 'codex' });
export const geminiCli = by('Gemini CLI', { only: 'gemini-cli' });
export const liteLlm = by('LiteLLM');
export const anthropic = by('Anthropic SDK');
export const langfuse = by('Langfuse');
export const langSmith = by('LangSmith');
export const sentry = by('Sentry');
export const strands = by('Strands Agents', { only: 'strands' });
export const adk = by('Google ADK');
export const own = by('Token Ledger');

// Attributes that hold several fields, as JSON.
export const INVOCATION = 'llm.invocation_parameters';
export const PROVIDER_METADATA = 'ai.response.providerMetadata';
