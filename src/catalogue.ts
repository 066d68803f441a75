import { DIMENSIONS } from '../contract/dimensions';
import { METRICS } from '../contract/metrics';
import { FILTER_OPERATORS, GRANULARITIES, NAMED_RANGES } from '../contract/query';
import { type AccessSummary, type SchemaDocument } from '../contract/schema';

/** What can be asked, as far as the query editor needs it. */
export type Catalogue = Pick<SchemaDocument, 'metrics' | 'dimensions' | 'granularities' | 'operators' | 'ranges'> &
  Partial<Pick<SchemaDocument, 'timezone' | 'queryTypes'>>;

/** What this version of the plugin knows, for as long as the collector does not say. */
export const BUILT_IN: Catalogue = {
  metrics: [...METRICS],
  dimensions: [...DIMENSIONS],
  granularities: [...GRANULARITIES],
  operators: [...FILTER_OPERATORS],
  ranges: [...NAMED_RANGES],
};

/**
 * Checks what a collector, or something in between, answered. Throws if it is no schema; a summary of rights that cannot
 * be read is left out.
 */
export function readSchema(body: unknown): SchemaDocument {
  if (!isSchema(body)) {
    throw new Error('The answer is not a collector’s schema. Check the URL in the data source’s settings.');
  }
  return { ...body, access: readAccess(body.access) };
}

function readAccess(access: unknown): AccessSummary | undefined {
  const { you, policy } = (access ?? {}) as { you?: unknown; policy?: unknown };
  if (typeof you !== 'string' || you === '') {
    return undefined;
  }
  return { you, policy: Array.isArray(policy) ? policy.filter((text) => typeof text === 'string') : undefined };
}

function isSchema(body: unknown): body is SchemaDocument {
  if (typeof body !== 'object' || body === null) {
    return false;
  }
  const schema = body as Record<keyof SchemaDocument, unknown>;
  const entries = [schema.metrics, schema.dimensions];
  const words = [schema.granularities, schema.operators, schema.ranges];
  return (
    entries.every((list) => Array.isArray(list) && list.every(isEntry)) &&
    words.every((list) => Array.isArray(list) && list.every((word) => typeof word === 'string'))
  );
}

function isEntry(entry: unknown): boolean {
  const { id, title } = (entry ?? {}) as { id?: unknown; title?: unknown };
  return typeof id === 'string' && typeof title === 'string';
}
