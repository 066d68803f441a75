/** Spoiled bodies for every endpoint that takes usage, made of what is in the corpus, and good ones. */
import { gunzipSync, gzipSync } from 'node:zlib';
import type { CorpusCase } from '../collector/ingest/corpus/corpus-case.ts';
import type { Bodies, readOtlp, writeOtlp } from './format-bodies.ts';
import type { Random } from './random.mts';
import {
  doubled,
  flipped,
  type Json,
  nested,
  nestedProtobuf,
  oddValue,
  placesOf,
  RAW_NUMBERS,
  spoiled,
} from './spoil.mts';

export interface Body {
  /** Format and way of spoiling. */
  readonly kind: string;
  readonly path: string;
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  /** Users of the calls that have to be on the books if the body was read. */
  readonly good: readonly string[];
  /** Cut connections are no fault: it is refused before its end. */
  readonly mayBeCut?: boolean;
}

const JSON_TYPE = 'application/json';
const NDJSON_TYPE = 'application/x-ndjson';
const PROTOBUF_TYPE = 'application/x-protobuf';
const TYPES = ['text/plain', '', 'application/xml', 'multipart/form-data; boundary=x', `${JSON_TYPE}; charset=latin9`];
const ALL_TYPES = [...TYPES, JSON_TYPE, NDJSON_TYPE, PROTOBUF_TYPE];
const ENCODINGS = ['gzip', 'deflate', 'br', 'identity', 'zstd', 'compress', 'gzip, gzip', '*', '__proto__'];
/** In place of what is then text that is no JSON value. */
const HOLE = '"@hole@"';

interface Sample {
  readonly path: string;
  readonly type: string;
  readonly bytes: Buffer;
}

export interface Sources {
  readonly corpus: readonly CorpusCase[];
  readonly bytesOf: (request: CorpusCase['requests'][number]) => Buffer;
  readonly readOtlp: typeof readOtlp;
  readonly writeOtlp: typeof writeOtlp;
  /** Good bodies of all formats, few calls each. */
  readonly good: readonly Bodies[];
}

export class FuzzBodies {
  readonly #random: Random;
  readonly #sources: Sources;
  /** Samples by path and type, so that each is met as often. */
  readonly #samples: Sample[][];
  readonly #bombs: readonly Buffer[];
  #next = 1;

  constructor(sources: Sources, random: Random) {
    this.#random = random;
    this.#sources = sources;
    const samples = sources.corpus.flatMap(({ requests }) =>
      requests.map((request): Sample => {
        const bytes = sources.bytesOf(request);
        const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
        return { path: request.path, type: request.content_type.split(';')[0]!, bytes: plain };
      })
    );
    const byKind = new Map<string, Sample[]>();
    for (const sample of samples) {
      const kind = `${sample.path} ${sample.type}`;
      byKind.set(kind, [...(byKind.get(kind) ?? []), sample]);
    }
    this.#samples = [...byKind.values()];
    this.#bombs = [' '.repeat(40 * 2 ** 20), `[${'{},'.repeat(20_000)}{}]`, '{}\n'.repeat(20_000)].map((text) =>
      gzipSync(text)
    );
  }

  /** A body with something wrong about it. */
  spoiled(): Body {
    const random = this.#random;
    // Few bytes that are many once unpacked: rarely, for each takes its time.
    return random.next() < 0.0005 ? this.#bomb() : random.pick(this.#ways)();
  }

  /** A body of which every call has to be on the books. */
  good(): Body {
    const bodies = this.#random.pick(this.#sources.good);
    const first = this.#next;
    this.#next += bodies.calls;
    const good = Array.from({ length: bodies.calls }, (_, index) => userOf(first + index));
    const sample = { path: bodies.path, type: bodies.contentType, bytes: bodies.body(first) };
    return { ...this.#packed(sample, `good ${bodies.format}`), good };
  }

  readonly #ways: ReadonlyArray<() => Body> = [
    () => this.#changed('bits', (bytes) => flipped(bytes, this.#random)),
    () => this.#changed('truncated', (bytes) => bytes.subarray(0, this.#random.below(bytes.length))),
    () => this.#changed('doubled', (bytes) => doubled(bytes, this.#random)),
    () => this.#values(),
    () => this.#values(),
    () => this.#neighbours(),
    () => this.#neighbours(),
    () => this.#holes('numbers', () => this.#random.pick(RAW_NUMBERS)),
    () => this.#nesting(),
    () => this.#types(),
    () => this.#encodings(),
    () => this.#noise(),
  ];

  #sample(): Sample {
    return this.#random.pick(this.#random.pick(this.#samples));
  }

  #packed({ path, type, bytes }: Sample, kind: string): Body {
    const gzip = this.#random.next() < 0.3;
    return {
      kind,
      path,
      bytes: gzip ? gzipSync(bytes, { level: 1 }) : bytes,
      headers: { 'Content-Type': type, ...(gzip ? { 'Content-Encoding': 'gzip' } : {}) },
      good: [],
    };
  }

  /** Changes the bytes, before or after they are packed. */
  #changed(way: string, change: (bytes: Buffer) => Buffer): Body {
    const sample = this.#sample();
    if (this.#random.next() < 0.9) {
      return this.#packed({ ...sample, bytes: change(sample.bytes) }, `${sample.path} ${way}`);
    }
    const body = this.#packed(sample, `${sample.path} ${way}`);
    return { ...body, bytes: change(body.bytes) };
  }

  #values(): Body {
    const sample = this.#sample();
    return this.#packed(
      { ...sample, bytes: this.#rewritten(sample, (value) => spoiled(value, this.#random)) },
      `${sample.path} values`
    );
  }

  /** The body with its values changed; of lines one of them. */
  #rewritten(sample: Sample, change: (value: Json) => Json): Buffer {
    const { bytes, path, type } = sample;
    try {
      if (type === PROTOBUF_TYPE) {
        const { readOtlp: read, writeOtlp: write } = this.#sources;
        return write(path, change(read(path, bytes) as Json));
      }
      const lines = type === JSON_TYPE ? [bytes.toString()] : bytes.toString().split('\n');
      const at = this.#random.below(lines.length);
      lines[at] = JSON.stringify(change(JSON.parse(lines[at]!) as Json));
      return Buffer.from(lines.join('\n'));
    } catch {
      // What cannot be encoded, or was broken on purpose.
      return flipped(bytes, this.#random);
    }
  }

  /** Good calls with spoiled ones between them: the good ones have to be kept. */
  #neighbours(): Body {
    const random = this.#random;
    const good = this.#sources.good.filter(({ contentType }) => contentType !== PROTOBUF_TYPE);
    const bodies = random.pick(good);
    const first = this.#next;
    this.#next += bodies.calls;
    const text = bodies.body(first).toString();
    const others = Array.from({ length: 1 + random.below(4) }, () =>
      random.next() < 0.2 ? oddValue(random) : this.#item(bodies.path)
    );
    const bytes = Buffer.from(
      bodies.contentType === NDJSON_TYPE
        ? shuffled([...text.split('\n'), ...others.map((other) => JSON.stringify(other))], random).join('\n')
        : JSON.stringify(withOthers(JSON.parse(text) as Json, others, random))
    );
    const users = Array.from({ length: bodies.calls }, (_, index) => userOf(first + index));
    const sample = { path: bodies.path, type: bodies.contentType, bytes };
    return { ...this.#packed(sample, `${bodies.path} neighbours`), good: users };
  }

  /** A spoiled span, event, payload or record of the corpus. */
  #item(path: string): Json {
    const samples = this.#samples.flat().filter((sample) => sample.path === path && sample.type === JSON_TYPE);
    const body = parsed(this.#random.pick(samples).bytes.toString().split('\n', 1)[0]!);
    return spoiled(this.#random.pick([body, ...itemsOf(body)].slice(-20)), this.#random);
  }

  /** Text that is no JSON value in place of one. */
  #holes(way: string, text: () => string): Body {
    const sample = this.#sample();
    const withHole = this.#rewritten(sample, (value) => {
      const copy = structuredClone(value);
      const places = placesOf(copy);
      if (places.length > 0) {
        const { holder, key } = this.#random.pick(places);
        (holder as Record<string | number, Json>)[key] = JSON.parse(HOLE) as Json;
      }
      return copy;
    });
    // Latin-1, so that the bytes of protobuf stay what they are.
    const bytes = Buffer.from(withHole.toString('latin1').replace(HOLE, text), 'latin1');
    return this.#packed({ ...sample, bytes }, `${sample.path} ${way}`);
  }

  #nesting(): Body {
    const depth = 1 + this.#random.below(this.#random.next() < 0.02 ? 100_000 : 250);
    if (this.#random.next() < 0.2) {
      const bytes = nestedProtobuf(Math.min(depth, 3_000));
      return this.#packed({ path: '/v1/traces', type: PROTOBUF_TYPE, bytes }, '/v1/traces nesting');
    }
    if (this.#random.next() < 0.2) {
      const { path } = this.#sample();
      return this.#packed(
        { path, type: JSON_TYPE, bytes: Buffer.from(nested(depth, this.#random)) },
        `${path} nesting`
      );
    }
    return this.#holes('nesting', () => nested(depth, this.#random));
  }

  #types(): Body {
    const sample = this.#sample();
    const body = this.#packed(sample, `${sample.path} content types`);
    return { ...body, headers: { ...body.headers, 'Content-Type': this.#random.pick(ALL_TYPES) } };
  }

  #encodings(): Body {
    const sample = this.#sample();
    const body = this.#packed(sample, `${sample.path} encodings`);
    return { ...body, headers: { ...body.headers, 'Content-Encoding': this.#random.pick(ENCODINGS) } };
  }

  #noise(): Body {
    const { path, type } = this.#sample();
    const bytes = Buffer.from(Array.from({ length: this.#random.below(400) }, () => this.#random.below(256)));
    return this.#packed({ path, type, bytes }, `${path} noise`);
  }

  #bomb(): Body {
    const { path, type } = this.#sample();
    const headers = { 'Content-Type': type, 'Content-Encoding': 'gzip' };
    return { kind: `${path} bombs`, path, bytes: this.#random.pick(this.#bombs), headers, good: [], mayBeCut: true };
  }
}

/** The user of a good call, which is how it is found again. */
export function userOf(call: number): string {
  return `good-${String(call).padStart(8, '0')}`;
}

/** The JSON of a text; a sample that is broken on purpose is a text itself. */
function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

const LISTS: ReadonlySet<string> = new Set(['spans', 'logRecords']);

/** Items of a body: rows of a list, or spans and log records at any depth. */
function itemsOf(body: Json): Json[] {
  if (Array.isArray(body)) {
    return body;
  }
  return typeof body === 'object' && body !== null
    ? Object.entries(body).flatMap(([key, value]) =>
        LISTS.has(key) && Array.isArray(value) ? value : Array.isArray(value) ? value.flatMap(itemsOf) : []
      )
    : [];
}

/** A body with more items in its list: the first of spans or log records, or the body itself. */
function withOthers(body: Json, others: readonly Json[], random: Random): Json {
  if (!Array.isArray(body) && typeof body === 'object' && body !== null) {
    return Object.fromEntries(
      Object.entries(body).map(([key, value]) => [
        key,
        LISTS.has(key) && Array.isArray(value)
          ? shuffled([...value, ...others], random)
          : Array.isArray(value) && /^(resource|scope)(Spans|Logs)$/.test(key)
            ? value.map((inner) => withOthers(inner, others, random))
            : value,
      ])
    );
  }
  return Array.isArray(body) ? shuffled([...body, ...others], random) : body;
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, order: random.next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
