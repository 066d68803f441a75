import { isContentKey } from '../../content/content-keys';
import { exceedsDepth } from '../exceeds-depth';
import { type Row, type Source } from './read-fields';
import { isKnown, tagName } from './read-tags';

/** Sums that follow from other fields, and what instrumentations note for their own use. */
const LEFT_OUT =
  /^(.*embedding\.vector|gen_ai\.operation\.name|openinference\.span\.kind|gen_ai\.usage\.total_tokens|llm\.usage\.total_tokens|llm\.token_count\.total|ai\.usage\.totalTokens|gen_ai\.client\.token\.usage|logfire\..*|code\..*|thread\..*|telemetry\.sdk\..*|event\.timestamp)$/;
const MAX_METADATA = 49_152;
const MAX_METADATA_ITEM = 16_384;
/** Attributes that did not fit. */
export const OMITTED = 'otel.omitted';

/** What no field is read from. Prompts and answers stay among it: the record's own check takes them out. */
export function readMetadata({ attributes, origin, convention }: Source): Row {
  const metadata: Array<[string, unknown]> = [];
  const omitted: string[] = [];
  let left = MAX_METADATA;
  for (const [name, value] of attributes) {
    if (value === '' || isKnown(name, convention.id) || LEFT_OUT.test(name) || tagName(name) !== undefined) {
      continue;
    }
    if (!isContentKey(name)) {
      const size = Buffer.byteLength(name) + Buffer.byteLength(JSON.stringify(value) ?? '');
      if (size > Math.min(left, MAX_METADATA_ITEM) || isDeep(value)) {
        omitted.push(name.slice(0, 200));
        continue;
      }
      left -= size;
    }
    metadata.push([name, value]);
  }
  const version = origin.resource.get('service.version');
  return {
    ...Object.fromEntries(metadata),
    ...(origin.scope.name ? { 'otel.scope.name': origin.scope.name.slice(0, 256) } : {}),
    ...(origin.scope.version ? { 'otel.scope.version': origin.scope.version.slice(0, 256) } : {}),
    ...(typeof version === 'string' ? { 'service.version': version.slice(0, 256) } : {}),
    ...(omitted.length > 0 ? { [OMITTED]: omitted.slice(0, 50) } : {}),
  };
}

/** Metadata of a record nests 16 levels at most. */
function isDeep(value: unknown): boolean {
  return typeof value === 'object' && value !== null && exceedsDepth(Buffer.from(JSON.stringify(value)), 12);
}
