import { normalizeProvider } from './providers';

/** `gpt-4o-2024-08-06`, `claude-haiku-4-5-20251001`, `claude-sonnet-4@20250514`. */
const DATE = /[-@]20\d{2}-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])$/;
/** Region of a Bedrock inference profile; `global` has prices of its own. */
const BEDROCK_REGION = /^(?:us-gov|us|eu|apac|au|ca|in|jp|me|sa|af)\.(?=[a-z0-9]+\.)/;
/** Resource names of Gemini and Vertex AI: `models/…`, `publishers/google/models/…`. */
const RESOURCE = /^(?:projects\/[^/]+\/locations\/[^/]+\/)?(?:publishers\/[^/]+\/)?models\/(?=[^/])/;

/** A model's name without the date of its version; undefined if it has none. */
export function withoutDate(name: string): string | undefined {
  return DATE.test(name) ? name.replace(DATE, '') : undefined;
}

/** A model's name without a provider's or region's prefix, and the provider that the prefix names. */
export interface Unprefixed {
  readonly model: string;
  readonly provider?: string;
}

/** Undefined if the name has no prefix. A provider is named as it is stored (`azure/…` → `azure.ai.openai`). */
export function withoutPrefix(name: string): Unprefixed | undefined {
  if (BEDROCK_REGION.test(name)) {
    return { model: name.replace(BEDROCK_REGION, '') };
  }
  if (RESOURCE.test(name)) {
    return { model: name.replace(RESOURCE, '') };
  }
  const slash = name.indexOf('/');
  return slash > 0 && slash < name.length - 1
    ? { provider: normalizeProvider(name.slice(0, slash)), model: name.slice(slash + 1) }
    : undefined;
}
