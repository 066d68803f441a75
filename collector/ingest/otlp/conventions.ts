import { type Origin } from './items';
import { type Attributes } from './plain-value';

/** Who made an item, as far as it matters to what its numbers mean. */
export interface Convention {
  readonly id: string;
  /** As the documentation names it. */
  readonly title: string;
  /** All that is named has to hold. */
  readonly match: {
    readonly scope?: RegExp;
    /** Of the resource, by attribute. */
    readonly resource?: Readonly<Record<string, RegExp>>;
    readonly attributes?: Readonly<Record<string, RegExp>>;
    readonly provider?: RegExp;
    /** Attributes of which none may be there. */
    readonly without?: readonly string[];
  };
  /** The input leaves cached tokens out: they come on top. */
  readonly inputWithoutCache?: true;
  /** The output leaves reasoning out: it comes on top. */
  readonly outputWithoutReasoning?: true;
  /** The output leaves thoughts out that are told of nowhere, but for the total. */
  readonly outputFromTotal?: true;
  /** Of two that tell of one call this one counts, as it sees the provider's own answer. */
  readonly firstHand?: true;
}

const ANTHROPIC = /anthropic|bedrock|claude/i;
const GOOGLE = /google|gemini|vertex/i;

/** The first that matches counts; what matches none counts as OpenTelemetry has it: everything included. */
export const CONVENTIONS: readonly Convention[] = [
  {
    id: 'claude-code',
    title: 'Claude Code',
    match: { scope: /^com\.anthropic\.claude_code/ },
    inputWithoutCache: true,
  },
  { id: 'codex', title: 'Codex CLI', match: { resource: { 'service.name': /^codex/ } } },
  { id: 'codex', title: 'Codex CLI', match: { scope: /^codex/ } },
  {
    id: 'gemini-cli',
    title: 'Gemini CLI and Qwen Code',
    match: { scope: /^(gemini[-_]cli|qwen[-_]code)/ },
    outputWithoutReasoning: true,
  },
  { id: 'anthropic-sdk', title: 'Anthropic SDK', match: { scope: /^com\.anthropic\.sdk/ }, firstHand: true },
  { id: 'pydantic-ai', title: 'Pydantic AI', match: { scope: /^pydantic[-_]ai/ } },
  {
    id: 'openllmetry-js',
    title: 'OpenLLMetry for JavaScript, calls to Anthropic',
    match: { scope: /^@traceloop\/instrumentation-anthropic/ },
    inputWithoutCache: true,
  },
  {
    id: 'bedrock',
    title: 'Amazon Bedrock by OpenTelemetry’s botocore and by OpenLLMetry',
    match: { scope: /^opentelemetry\.instrumentation\.(botocore|bedrock)/ },
    inputWithoutCache: true,
  },
  {
    id: 'langfuse',
    title: 'Langfuse, usage as Anthropic has it',
    match: { attributes: { 'langfuse.observation.usage_details': /"cache_(read|creation)_input_tokens"/ } },
    inputWithoutCache: true,
  },
  {
    id: 'generativeai',
    title: 'OpenLLMetry for google-generativeai',
    match: { scope: /^opentelemetry\.instrumentation\.google_generativeai/ },
    outputFromTotal: true,
  },
  {
    id: 'google-adk',
    title: 'Google ADK before 2.3, calls to Gemini that LiteLLM does not make',
    match: {
      scope: /^gcp\.vertex\.agent/,
      provider: /(^|\s|models\/)gemini-/,
      without: ['gen_ai.usage.reasoning.output_tokens'],
    },
    outputWithoutReasoning: true,
  },
  { id: 'strands', title: 'Strands Agents', match: { scope: /^strands/ } },
  { id: 'ai-sdk-7', title: 'AI SDK 7', match: { scope: /^gen_ai$/ } },
  { id: 'litellm', title: 'LiteLLM', match: { scope: /^litellm/ } },
  { id: 'logfire', title: 'Logfire', match: { scope: /^logfire\./ } },
  {
    id: 'inclusive',
    title: 'agento11y, where it says gen_ai.token.semantics = inclusive',
    match: { attributes: { 'gen_ai.token.semantics': /^inclusive$/ } },
  },
  {
    id: 'agento11y',
    title: 'agento11y, calls to Anthropic, where it does not say inclusive',
    match: { scope: /agento11y|sigil/i, provider: ANTHROPIC },
    inputWithoutCache: true,
  },
  {
    id: 'openlit',
    title: 'OpenLIT, calls to Anthropic',
    match: { scope: /^openlit/, provider: ANTHROPIC },
    inputWithoutCache: true,
  },
  {
    id: 'openlit',
    title: 'OpenLIT, calls to Anthropic',
    match: { resource: { 'telemetry.sdk.name': /^openlit$/ }, provider: ANTHROPIC },
    inputWithoutCache: true,
  },
  {
    id: 'ai-sdk-5',
    title: 'AI SDK 5, calls to Anthropic',
    match: { scope: /^ai$/, provider: ANTHROPIC, without: ['ai.usage.inputTokenDetails.noCacheTokens'] },
    inputWithoutCache: true,
  },
  {
    id: 'ai-sdk-5',
    title: 'AI SDK 5, calls to Google',
    match: { scope: /^ai$/, provider: GOOGLE, without: ['ai.usage.outputTokenDetails.textTokens'] },
    outputWithoutReasoning: true,
  },
];

const OPEN_TELEMETRY: Convention = { id: 'otel', title: 'everything else', match: {} };

/** The convention of an item of this origin, whose attributes name this provider. */
export function conventionOf({ scope, resource }: Origin, attributes: Attributes, provider: string): Convention {
  const found = CONVENTIONS.find(
    ({ match }) =>
      (match.scope?.test(scope.name) ?? true) &&
      (match.provider?.test(provider) ?? true) &&
      allMatch(match.resource, resource) &&
      allMatch(match.attributes, attributes) &&
      !match.without?.some((name) => attributes.has(name))
  );
  return found ?? OPEN_TELEMETRY;
}

function allMatch(patterns: Readonly<Record<string, RegExp>> = {}, attributes: Attributes): boolean {
  return Object.entries(patterns).every(([name, pattern]) => {
    const value = attributes.get(name);
    return typeof value === 'string' && pattern.test(value);
  });
}
