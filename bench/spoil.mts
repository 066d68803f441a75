/** Ways to spoil values and bytes, at random. */
import type { Random } from './random.mts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const NUMBERS = [0, -0, -1, 1e300, -1e300, 5e-324, 2 ** 53, 2 ** 63, 1e21, 999_999_999_999, 1.7976931348623157e308];
const VALUES: readonly Json[] = [
  ...[...NUMBERS, null, true, false, [], {}, [[]], [null], '', ' ', '0', '-1', '1e999', '\u0000', '\ud800', '.chat'],
  ...['__proto__', 'constructor', "'; DROP TABLE record; --", '2026-13-45', 'x'.repeat(5_000), '9'.repeat(400)],
  ...['{"messages":', '[[[[', '{"a":{"b":[1]}}', "{'a': None}", '18446744073709551616', '-9223372036854775809'],
];
export const RAW_NUMBERS = [
  ...['1e999', '-1e999', '9'.repeat(500), '0.' + '1'.repeat(500), '1E-999', '00', '+1', 'NaN', '0x10'],
  ...['18446744073709551616', '-9223372036854775809', '1e-400'],
];
const NAMES = ['__proto__', 'toString', '\u0000', 'x'.repeat(300), 'key', 'value', 'model', 'id'];

/** A value that belongs nowhere. */
export function oddValue(random: Random): Json {
  return structuredClone(random.pick(VALUES));
}

/** The same with one to four of its values replaced, renamed, doubled or left out, at any depth. */
export function spoiled(value: Json, random: Random): Json {
  const copy = structuredClone(value);
  for (let left = 1 + random.below(4); left > 0; left -= 1) {
    const places = placesOf(copy);
    if (places.length === 0) {
      return oddValue(random);
    }
    const { holder, key } = random.pick(places);
    const inner = holder as Record<string | number, Json>;
    const dice = random.next();
    if (dice < 0.6) {
      inner[key] = oddValue(random);
    } else if (dice < 0.75) {
      delete inner[key];
    } else if (dice < 0.9 && !Array.isArray(holder)) {
      inner[random.pick(NAMES)] = structuredClone(inner[key]!);
    } else {
      inner[key] = [inner[key]!, structuredClone(inner[key]!)];
    }
  }
  return copy;
}

interface Place {
  readonly holder: Json[] | { [key: string]: Json };
  readonly key: string | number;
}

/** Where a value has values, at any depth. */
export function placesOf(value: Json): Place[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, key) => [{ holder: value, key }, ...placesOf(item)]);
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, item]) => [{ holder: value, key }, ...placesOf(item)])
    : [];
}

export function flipped(bytes: Buffer, random: Random): Buffer {
  const changed = Buffer.from(bytes);
  for (let left = 1 + random.below(8); left > 0 && changed.length > 0; left -= 1) {
    changed[random.below(changed.length)]! ^= 1 << random.below(8);
  }
  return changed;
}

export function doubled(bytes: Buffer, random: Random): Buffer {
  const from = random.below(bytes.length);
  const part = bytes.subarray(from, from + 1 + random.below(200));
  return Buffer.concat([bytes.subarray(0, from), part, bytes.subarray(from)]);
}

/** JSON of lists or objects in each other, closed or not. */
export function nested(depth: number, random: Random): string {
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"a":', '}'],
    ['{"kvlistValue":{"values":[{"key":"a","value":', '}]}}'],
    ['{"arrayValue":{"values":[', ']}}'],
  ] as const);
  return open.repeat(depth) + '1' + (random.next() < 0.7 ? close.repeat(depth) : '');
}

/** An export of traces in protobuf whose only attribute holds lists in each other. */
export function nestedProtobuf(depth: number): Buffer {
  const field = (number: number, bytes: Buffer) => Buffer.concat([tag(number), varint(bytes.length), bytes]);
  let value = field(1, Buffer.from('deep'));
  for (let level = 0; level < depth; level += 1) {
    // AnyValue.array_value of ArrayValue.values
    value = field(5, field(1, value));
  }
  const attribute = Buffer.concat([field(1, Buffer.from('gen_ai.request.model')), field(2, value)]);
  const span = Buffer.concat([field(1, Buffer.alloc(16, 1)), field(2, Buffer.alloc(8, 1)), field(9, attribute)]);
  return field(1, field(2, field(2, span)));
}

function tag(number: number): Buffer {
  return Buffer.from([(number << 3) | 2]);
}

function varint(value: number): Buffer {
  const bytes = [];
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) {
    bytes.push((left % 128) | 128);
  }
  return Buffer.from([...bytes, left]);
}
