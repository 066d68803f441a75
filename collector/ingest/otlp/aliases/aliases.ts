import { type FieldName } from '../../fields';
import { type Alias } from './alias';
import { CALL_ALIASES } from './call-aliases';
import { aiSdk, liteLlm, openInference, otel, PROVIDER_METADATA } from './named-by';
import { OWNER_ALIASES } from './owner-aliases';
import { TOKEN_ALIASES } from './token-aliases';

/**
 * Where each field of a record is read from: the first attribute that is there. Newest names first, then older ones,
 * then those of vendors; what only some sources mean by a name is theirs `only`.
 *
 * Sources: the semantic conventions (semantic-conventions-genai, and semantic-conventions before v1.42), and the packages
 * themselves, whose captured requests are in the corpus.
 */
export const ALIASES = {
  ...CALL_ALIASES,
  ...TOKEN_ALIASES,
  ...OWNER_ALIASES,
} satisfies Partial<Record<FieldName, readonly Alias[]>>;

export type AliasedField = keyof typeof ALIASES;

/** Fields that say who a call is for. */
export const CONTEXT_FIELDS = Object.keys(OWNER_ALIASES) as ReadonlyArray<keyof typeof OWNER_ALIASES>;

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
