import { gunzipSync, gzipSync } from 'node:zlib';
import type Protobuf from 'protobufjs';
import { bytesOf, type CorpusRequest } from '../../ingest/corpus/corpus-case';
import descriptor from '../../ingest/otlp/proto/descriptor.json';
import { CONTENT_ATTRIBUTES, CONTENT_EVENTS, LITELLM_PLACES, RECORD_PLACES } from './content-places';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** Texts that are planted, each with a number of its own, by the place where it was put. */
export class Plants {
  readonly places: string[] = [];

  text(place: string): string {
    return `planted-${this.places.push(place) - 1}-the quick brown fox`;
  }

  /** Places of the texts that bytes hold. */
  foundIn(bytes: Buffer): string[] {
    const texts = [bytes.toString('latin1'), bytes.toString('utf16le')];
    const numbers = texts.flatMap((text) =>
      Array.from(text.matchAll(/planted-(\d+)-/g), ([, digits]) => Number(digits))
    );
    return [...new Set(numbers)].map((number) => this.places[number] ?? 'none that was planted');
  }
}

/** An instance of its own: that of the collector reads whole numbers in a way of its own. */
const root = ((): Protobuf.Root => {
  let own: typeof Protobuf | undefined;
  jest.isolateModules(() => {
    own = jest.requireActual<typeof Protobuf>('protobufjs');
  });
  return own!.Root.fromJSON(descriptor);
})();
const MESSAGES: Readonly<Record<string, string>> = {
  '/v1/traces': 'trace.v1.ExportTraceServiceRequest',
  '/v1/logs': 'logs.v1.ExportLogsServiceRequest',
  '/v1/metrics': 'metrics.v1.ExportMetricsServiceRequest',
};

/** The bytes of a request with texts in all places of its format that hold prompts and answers. */
export function plantTexts(request: CorpusRequest, name: string, plants: Plants): Buffer {
  const sent = bytesOf(request);
  const packed = sent[0] === 0x1f && sent[1] === 0x8b;
  const planted = plantBytes(packed ? gunzipSync(sent) : sent, request, name, plants);
  return packed ? gzipSync(planted) : planted;
}

function plantBytes(bytes: Buffer, { path, content_type }: CorpusRequest, name: string, plants: Plants): Buffer {
  if (content_type.includes('protobuf')) {
    const type = root.lookupType(`opentelemetry.proto.collector.${MESSAGES[path]}`);
    const message = type.toObject(type.decode(bytes), { longs: String, enums: Number, bytes: String });
    return Buffer.from(type.encode(type.fromObject(plantOtlp(message, name, plants) as JsonObject)).finish());
  }
  const plantRow = path.startsWith('/v1/') ? plantOtlp : path.includes('litellm') ? plantLiteLlm : plantRecord;
  const text = bytes.toString();
  const whole = parsed(text);
  // LiteLLM sends lines as JSON too.
  return Buffer.from(
    whole === undefined
      ? text
          .split('\n')
          .map((line) => plantLine(line, name, plants, plantRow))
          .join('\n')
      : JSON.stringify(plantEach(whole, name, plants, plantRow))
  );
}

type PlantRow = (row: JsonObject, name: string, plants: Plants) => Json;

function plantEach(body: Json, name: string, plants: Plants, plantRow: PlantRow): Json {
  if (Array.isArray(body)) {
    return body.map((row) => plantEach(row, name, plants, plantRow));
  }
  return typeof body === 'object' && body !== null ? plantRow(body, name, plants) : body;
}

/** Lines that are broken on purpose stay broken. */
function plantLine(line: string, name: string, plants: Plants, plantRow: PlantRow): string {
  const row = parsed(line);
  return row === undefined ? line : JSON.stringify(plantEach(row, name, plants, plantRow));
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function plantRecord(row: JsonObject, name: string, plants: Plants): Json {
  return withPlaces(row, RECORD_PLACES, `${name} record`, plants);
}

function plantLiteLlm(row: JsonObject, name: string, plants: Plants): Json {
  return withPlaces(withProse(row, name, plants) as JsonObject, LITELLM_PLACES, `${name} payload`, plants);
}

/** Sets the leaves of a template, which are texts, at their places; what is there in their place is gone. */
function withPlaces(row: JsonObject, places: Readonly<Record<string, Json>>, name: string, plants: Plants): JsonObject {
  const merged: JsonObject = { ...row };
  for (const [key, template] of Object.entries(places)) {
    const there = merged[key];
    merged[key] =
      isObject(template) && isObject(there) && !Array.isArray(there)
        ? withPlaces(there, template, `${name}.${key}`, plants)
        : filled(template, `${name}.${key}`, plants);
  }
  return merged;
}

function filled(template: Json, place: string, plants: Plants): Json {
  if (typeof template === 'string') {
    // A template of a text that holds JSON, or a text.
    return template.startsWith('{') || template.startsWith('[')
      ? template.replaceAll('TEXT', () => plants.text(place))
      : plants.text(place);
  }
  if (Array.isArray(template)) {
    return template.map((item, index) => filled(item, `${place}.${index}`, plants));
  }
  return isObject(template)
    ? Object.fromEntries(Object.entries(template).map(([key, item]) => [key, filled(item, `${place}.${key}`, plants)]))
    : template;
}

/** Spans, events and log records with attributes that hold content, and what they hold of their own in place of prose. */
function plantOtlp(body: JsonObject, name: string, plants: Plants): Json {
  return walk(withProse(body, name, plants), '', (value, key) => {
    const place = `${name} ${key}`;
    switch (key) {
      case 'spans':
        return {
          ...value,
          attributes: [...list(value.attributes), ...contentAttributes(`${place} attribute`, plants)],
          events: [...list(value.events), ...contentEvents(`${place} event`, plants)],
        };
      case 'events':
        return {
          ...value,
          attributes: [...list(value.attributes), ...contentAttributes(`${place} attribute`, plants)],
        };
      case 'scopeLogs':
        return { ...value, logRecords: [...list(value.logRecords), ...contentLogs(`${place} record`, plants)] };
      case 'logRecords':
        return {
          ...value,
          attributes: [...list(value.attributes), ...contentAttributes(`${place} attribute`, plants)],
        };
      default:
        return value;
    }
  });
}

function walk(value: Json, key: string, change: (value: JsonObject, key: string) => JsonObject): Json {
  if (Array.isArray(value)) {
    return value.map((item) => walk(item, key, change));
  }
  return isObject(value)
    ? change(Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item, name, change)])), key)
    : value;
}

function contentAttributes(place: string, plants: Plants): Json[] {
  return Object.entries(CONTENT_ATTRIBUTES).map(([key, template]) => ({
    key,
    value: anyValue(filled(template, `${place} ${key}`, plants)),
  }));
}

function contentEvents(place: string, plants: Plants): Json[] {
  return Object.entries(CONTENT_EVENTS).map(([name, attributes]) => ({
    name,
    attributes: Object.entries(attributes).map(([key, template]) => ({
      key,
      value: anyValue(filled(template, `${place} ${name} ${key}`, plants)),
    })),
  }));
}

/** Events of the GenAI conventions before they were attributes: the text is the body, as a text or an object. */
function contentLogs(place: string, plants: Plants): Json[] {
  return Object.keys(CONTENT_EVENTS).flatMap((name) =>
    [plants.text(`${place} ${name} body`), { content: plants.text(`${place} ${name} body.content`) }].map((body) => ({
      eventName: name,
      attributes: [{ key: 'event.name', value: { stringValue: name } }],
      body: anyValue(body),
    }))
  );
}

function anyValue(value: Json): JsonObject {
  if (Array.isArray(value)) {
    return { arrayValue: { values: value.map(anyValue) } };
  }
  return isObject(value)
    ? { kvlistValue: { values: Object.entries(value).map(([key, item]) => ({ key, value: anyValue(item) })) } }
    : { stringValue: String(value) };
}

/** Places of words that are no content: what failed, what is called how, dates. */
const OTHER_PROSE =
  /^(.*date|.*status_message|error|error\.message|exception\.message|error_str|error_message|message|name|description|process\.[a-z.]+|logfire\.msg_template)$/;

/** Everything of three words or more in what a package really sent is a prompt, an answer or a part of them. */
function withProse(value: Json, name: string, plants: Plants, key = ''): Json {
  if (typeof value === 'string') {
    return OTHER_PROSE.test(key) || !/[a-z]\S* \S+ \S+/i.test(value) ? value : plantedProse(value, name, key, plants);
  }
  if (Array.isArray(value)) {
    return value.map((item) => withProse(item, name, plants, key));
  }
  if (!isObject(value)) {
    return value;
  }
  // An attribute is named by its key.
  const own = typeof value.key === 'string' ? value.key : undefined;
  return Object.fromEntries(
    Object.entries(value).map(([inner, item]) => [
      inner,
      withProse(item, name, plants, own ?? (/Value$|^values$/.test(inner) ? key : inner)),
    ])
  );
}

function plantedProse(text: string, name: string, key: string, plants: Plants): string {
  const value = parsed(text);
  if (value === undefined) {
    return /^[[{(]/.test(text) ? text : plants.text(`${name} prose of ${key}`);
  }
  return typeof value === 'object' ? JSON.stringify(withProse(value, `${name} JSON of ${key}`, plants)) : text;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
