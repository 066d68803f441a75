import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { z } from 'zod';

const REQUEST = z
  .strictObject({
    path: z.string().startsWith('/'),
    content_type: z.string(),
    headers: z.record(z.string(), z.string()).optional(),
    /** JSON, or a text as it is sent. */
    body: z.unknown().optional(),
    /** Of binary bodies. */
    body_base64: z.base64().optional(),
  })
  .refine(({ body, body_base64 }) => (body === undefined) !== (body_base64 === undefined), {
    error: 'has body or body_base64',
  });

/** A file of the corpus: what a client sends, and the records that have to be on the books then. */
export const CORPUS_CASE = z
  .strictObject({
    /** The package that sends it, and the version of the package. */
    sdk: z.string().min(1),
    version: z.string().min(1),
    case: z.string().min(1),
    /** True: the body was captured from the package itself; false: it was written after the documentation. */
    captured: z.boolean(),
    /** Where the shape is documented. */
    documented: z.string().regex(/^(https:\/\/|docs\/)\S+$/, { error: 'must be an https address or a page of docs/' }),
    request: REQUEST.optional(),
    /** In place of `request`: several, sent one after the other. */
    requests: z.array(REQUEST).min(1).optional(),
    /** Fields of the records as the log gives them; what is not named is not compared. */
    records: z.array(z.record(z.string(), z.unknown())),
    /** Rows that the reply rejects. */
    rejected: z.int().min(0).default(0),
    /** Items that are no call to a model, and so no record. */
    ignored: z.int().min(0).default(0),
    /** Why the same request again makes new records: it has nothing to tell them by. */
    not_repeatable: z.string().min(1).optional(),
    /** Why the first of several items counts. */
    order_matters: z.string().min(1).optional(),
  })
  .refine(({ request, requests }) => (request === undefined) !== (requests === undefined), {
    error: 'has request or requests',
  })
  .transform(({ request, requests, ...rest }) => ({ ...rest, requests: request ? [request] : requests! }));

export type CorpusRequest = z.output<typeof REQUEST>;
export type CorpusCase = z.output<typeof CORPUS_CASE> & {
  /** `<format>/<sdk>-<version>-<case>`. */
  readonly name: string;
  readonly format: string;
};

/** All cases under a folder, by name. */
export function readCorpus(folder: string): CorpusCase[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .map((path) => path.split(sep).join('/'))
    .sort()
    .map((path) => {
      const parsed = CORPUS_CASE.safeParse(JSON.parse(readFileSync(join(folder, path), 'utf8')));
      if (!parsed.success) {
        throw new Error(`${path}: ${z.prettifyError(parsed.error)}`);
      }
      return { ...parsed.data, name: path.replace(/\.json$/, ''), format: path.split('/', 1)[0]! };
    });
}

/** The bytes of a request. */
export function bytesOf({ body, body_base64 }: CorpusRequest): Buffer {
  if (body_base64 !== undefined) {
    return Buffer.from(body_base64, 'base64');
  }
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Lists of items whose order says nothing. */
const ITEMS: ReadonlySet<string> = new Set([
  ...['resourceSpans', 'scopeSpans', 'spans', 'events', 'attributes'],
  ...['resourceLogs', 'scopeLogs', 'logRecords'],
  ...['resourceMetrics', 'scopeMetrics', 'metrics', 'dataPoints'],
]);

/** The same requests with all items in the other order; null where there is no other order. */
export function reversed(requests: readonly CorpusRequest[]): CorpusRequest[] | null {
  const turned = requests.map(reversedRequest).reverse();
  return JSON.stringify(turned) === JSON.stringify(requests) ? null : turned;
}

function reversedRequest(request: CorpusRequest): CorpusRequest {
  const { body, content_type } = request;
  if (body === undefined) {
    return request;
  }
  if (typeof body === 'string') {
    return /ndjson|jsonl/.test(content_type)
      ? { ...request, body: body.trim().split('\n').reverse().join('\n') }
      : request;
  }
  return { ...request, body: Array.isArray(body) ? body.toReversed() : withReversedItems(body) };
}

function withReversedItems(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withReversedItems);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([key, item]) => {
          const inner = withReversedItems(item);
          return [key, ITEMS.has(key) && Array.isArray(inner) ? inner.toReversed() : inner];
        })
      )
    : value;
}
