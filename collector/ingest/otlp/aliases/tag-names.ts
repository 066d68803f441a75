import { type NamedBy } from './alias';

/** Names below these are tags, each by the rest of its name. */
export const TAG_PREFIXES = [
  { prefix: 'tokenledger.tag.', by: 'Token Ledger' },
  { prefix: 'agento11y.tag.', by: 'agento11y' },
  { prefix: 'ai.telemetry.metadata.', by: 'AI SDK' },
  { prefix: 'traceloop.association.properties.', by: 'OpenLLMetry' },
  { prefix: 'langfuse.trace.metadata.', by: 'Langfuse' },
] as const satisfies ReadonlyArray<{ prefix: string; by: NamedBy }>;

/** Lists of texts, each of which is a tag with the value `true`. */
export const TAG_LISTS = [
  { attribute: 'tag.tags', by: 'OpenInference' },
  { attribute: 'ai.telemetry.metadata.tags', by: 'AI SDK' },
  { attribute: 'langfuse.trace.tags', by: 'Langfuse' },
  { attribute: 'logfire.tags', by: 'Pydantic AI, Logfire' },
] as const satisfies ReadonlyArray<{ attribute: string; by: NamedBy }>;

/** What frameworks put among them for their own use: new in every run, it tells nothing apart. */
export const NO_TAGS = /^(ls_.*|lc_.*|langgraph_.*|.*checkpoint_ns|thread_id|run_id)$/;
