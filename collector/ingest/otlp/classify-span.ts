import { type Convention } from './conventions';
import { type Span } from './items';
import { AI_SDK_OPERATIONS, LANGFUSE_TYPES, OPENINFERENCE_KINDS, type Operation, OPERATIONS } from './operations';
import { type Attributes } from './plain-value';

const NONE: Operation = { role: 'none' };
const AGGREGATE: Operation = { role: 'aggregate' };
const CALL: Operation = { role: 'call' };

/** Spans that repeat or surround a call of LiteLLM, or announce one of Logfire. */
const NEVER = new Set(['raw_gen_ai_request']);

/** What a span is: a call to a model, something around calls, or neither. `hasUsage`: it tells of tokens. */
export function classifySpan(
  { name, attributes, failed }: Pick<Span, 'name' | 'attributes' | 'failed'>,
  { id }: Convention,
  { hasModel, hasUsage }: { hasModel: boolean; hasUsage: boolean }
): Operation {
  if (id === 'claude-code') {
    return name === 'claude_code.llm_request' || attributes.get('span.type') === 'llm_request'
      ? { role: 'call', operation: 'chat' }
      : NONE;
  }
  // Its spans repeat in parts what its log events say of each call.
  if (
    id === 'codex' ||
    id === 'gemini-cli' ||
    NEVER.has(name) ||
    attributes.get('logfire.span_type') === 'pending_span'
  ) {
    return NONE;
  }
  // Of a stream it sends a span when it begins, and one with the usage when it has ended.
  if (id === 'logfire' && !hasUsage && !failed) {
    return NONE;
  }
  const named = namedOperation(attributes, id);
  if (named?.role === 'call' && !hasModel && !hasUsage && !isKnownOperation(named)) {
    return NONE;
  }
  return named ?? (hasModel && hasUsage ? CALL : NONE);
}

function isKnownOperation({ operation = '' }: Operation): boolean {
  return OPERATIONS.has(operation) || OPENINFERENCE_OPERATIONS.has(operation);
}

const OPENINFERENCE_OPERATIONS = new Set([...OPENINFERENCE_KINDS.values()].map(({ operation }) => operation));

/** What the attributes name an operation as; undefined if they name none. `convention`: of the source, by its id. */
export function namedOperation(attributes: Attributes, convention: string): Operation | undefined {
  const aiSdk = textOf(attributes, 'ai.operationId');
  const named = AI_SDK_OPERATIONS.find(([pattern]) => pattern.test(aiSdk))?.[1];
  if (named) {
    return named;
  }
  const kind = textOf(attributes, 'openinference.span.kind').toUpperCase();
  if (kind !== '') {
    return OPENINFERENCE_KINDS.get(kind) ?? AGGREGATE;
  }
  const observation = textOf(attributes, 'langfuse.observation.type').toLowerCase();
  if (observation !== '') {
    return LANGFUSE_TYPES.get(observation) ?? AGGREGATE;
  }
  const operation = textOf(attributes, 'gen_ai.operation.name').toLowerCase();
  if (operation !== '') {
    return { operation, ...(OPERATIONS.get(operation) ?? { role: 'call' }) };
  }
  if (textOf(attributes, 'traceloop.span.kind') !== '') {
    return AGGREGATE;
  }
  const type = (textOf(attributes, 'llm.request.type') || textOf(attributes, 'litellm.call_type')).toLowerCase();
  if (type === '') {
    return undefined;
  }
  return OPERATIONS.get(`${convention} ${type}`) ?? OPERATIONS.get(type) ?? { role: 'call', operation: type };
}

function textOf(attributes: Attributes, name: string): string {
  const value = attributes.get(name);
  return typeof value === 'string' ? value : '';
}
