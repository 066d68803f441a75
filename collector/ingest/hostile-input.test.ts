import { type UsageRecord } from '../../contract/record';
import { NOW } from '../test/start-collector';
import { readRecord } from './read-record';

jest.setTimeout(60_000);

function read(json: string) {
  return readRecord(JSON.parse(json), { source: 's', now: NOW });
}

function nested(levels: number, open: string, close: string): string {
  return open.repeat(levels) + '1' + close.repeat(levels);
}

describe('keys that name parts of every object', () => {
  const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];

  test.each(KEYS)('%s is a field like any other', (key) => {
    const outcome = read(`{"model":"m","${key}":{"polluted":true}}`);
    expect(outcome).toHaveProperty('record');
    expect(JSON.stringify(outcome)).toContain(`"metadata":{"${key}":{"polluted":true}}`);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test.each(KEYS)('%s in metadata and tags does no harm', (key) => {
    expect(read(`{"model":"m","metadata":{"${key}":{"polluted":true}},"tags":{"${key}":"x"}}`)).toHaveProperty(
      'record'
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test.each(KEYS)('%s as a value is a text', (key) => {
    const outcome = read(`{"model":"${key}","provider":"${key}","id":"${key}","user":"${key}"}`);
    const expected: Partial<UsageRecord> = { model: key, provider: key.toLowerCase(), id: key, user: key };
    expect(outcome).toMatchObject({ record: expected });
  });

  test('a __proto__ object lends the record no fields', () => {
    expect(read('{"__proto__":{"model":"m"}}')).toMatchObject({ field: 'model' });
    expect(Object.getPrototypeOf(Object.fromEntries(Object.entries(read('{"model":"m"}'))))).toBe(Object.prototype);
  });
});

describe('nesting of 100,000 levels', () => {
  test.each([
    ['objects', '{"a":', '}'],
    ['lists', '[', ']'],
  ])('of %s is refused or dropped, and exhausts nothing', (_, open, close) => {
    const value = nested(100_000, open, close);
    expect(read(`{"model":"m","metadata":{"x":${value}}}`)).toMatchObject({ field: 'metadata' });
    expect(read(`{"model":"m","extra":${value}}`)).toMatchObject({ field: 'metadata' });
    expect(read(`{"model":"m","messages":${value}}`)).toMatchObject({ record: { flags: ['content_dropped'] } });
    expect(read(`{"model":"m","tags":${value}}`)).toMatchObject({ field: 'tags' });
    expect(read(`{"model":${value}}`)).toMatchObject({ field: 'model' });
    expect(read(`{"model":"m","input_tokens":${value}}`)).toMatchObject({ field: 'input_tokens' });
    expect(read(`{"model":"m","timestamp":${value}}`)).toMatchObject({ field: 'timestamp' });
  });
});

describe('texts of a million characters', () => {
  test.each([
    ['digits', '1'.repeat(1e6)],
    ['digits and a letter', `${'1'.repeat(1e6)}x`],
    ['spaces', `1${' '.repeat(1e6)}x`],
    ['signs', '+'.repeat(1e6)],
    ['points', '.'.repeat(1e6)],
    ['letters', 'a'.repeat(1e6)],
  ])('of %s are refused without much work, in any field', (_, text) => {
    for (const field of [
      'input_tokens',
      'latency_ms',
      'timestamp',
      'provider_cost',
      'user',
      'stream',
      'rating',
      'currency',
    ]) {
      const outcome = read(JSON.stringify({ model: 'm', id: 'a', [field]: text }));
      expect(outcome).toEqual({ id: 'a', field, message: expect.any(String) });
      expect(JSON.stringify(outcome).length).toBeLessThan(300);
    }
  });

  test('are not sent back as the id of a rejected row', () => {
    expect(JSON.stringify(read(JSON.stringify({ id: 'a'.repeat(1e6) }))).length).toBeLessThan(500);
  });
});

test('a reply names the fields, never what is in them', () => {
  const secret = 'the quick brown fox';
  for (const field of [
    'input_tokens',
    'latency_ms',
    'timestamp',
    'provider_cost',
    'stream',
    'rating',
    'currency',
    'tags',
  ]) {
    expect(JSON.stringify(read(JSON.stringify({ model: 'm', [field]: secret })))).not.toContain(secret);
  }
});

test.each(['\\u0000', 'a\\u0000b', '\\ud800', 'a\\udfffb', '\\u202e', '\\uffff'])('the text %s is kept', (text) => {
  expect(read(`{"model":"m${text}","user":"${text}","tags":{"${text}":"${text}"},"other":"${text}"}`)).toHaveProperty(
    'record'
  );
});
