import { NOW } from '../test/start-collector';
import { FIELD_SCHEMAS, type FieldName } from './fields';
import { readRecord } from './read-record';

/** What a row with one more field comes to: the field's value as read, or the rejection. */
function read(field: FieldName, value: unknown): unknown {
  const outcome = readRecord({ id: 'a', model: 'm', [field]: value }, { source: 's', now: NOW });
  return 'message' in outcome ? outcome : outcome.record[field as keyof typeof outcome.record];
}

const REJECTED = (field: string) => ({ id: 'a', field, message: expect.stringMatching(new RegExp(`^${field} must `)) });

const TEXTS = `source user team organization project api_key environment task configuration session provider
  response_model region operation endpoint service_tier error error_type unit attempt_of trace_id span_id
  reservation`.split(/\s+/) as FieldName[];
const TOKENS = `input_tokens output_tokens cache_read_tokens cache_write_tokens cache_write_1h_tokens
  input_audio_tokens input_image_tokens reasoning_tokens output_audio_tokens output_image_tokens`.split(
  /\s+/
) as FieldName[];
const AMOUNTS: FieldName[] = ['units', 'latency_ms', 'time_to_first_token_ms'];
const BOOLEANS: FieldName[] = ['stream', 'cache_hit'];
const MONEY: FieldName[] = ['provider_cost', 'saved_cost'];
const OTHERS: FieldName[] = ['id', 'model', 'timestamp', 'status_code', 'currency', 'rating', 'tags', 'metadata'];

test('every field of the record is tested here', () => {
  const tested = [...TEXTS, ...TOKENS, ...AMOUNTS, ...BOOLEANS, ...MONEY, ...OTHERS];
  expect(tested.sort()).toEqual(Object.keys(FIELD_SCHEMAS).sort());
});

describe.each(TEXTS)('%s', (field) => {
  test.each([
    ['a text', 'a text'],
    ['ünï ✓ 🎉', 'ünï ✓ 🎉'],
    [42, '42'],
    [1.5, '1.5'],
  ])('takes %j as %j', (value, text) => {
    expect(read(field, value)).toBe(text);
  });

  test.each([[true], [{}], [['a']], [{ toString: 'a' }], ['x'.repeat(10_000)], [12_345_678_901_234_567_000]])(
    'refuses value %#',
    (value) => {
      expect(read(field, value)).toEqual(REJECTED(field));
    }
  );
});

describe.each(TOKENS)('%s', (field) => {
  test.each([
    [0, 0],
    [12, 12],
    ['12', 12],
    [' 7 ', 7],
    ['1e3', 1_000],
    [1.0, 1],
    ['12.0', 12],
  ])('takes %j as %j', (value, number) => {
    expect(read(field, value)).toBe(number);
  });

  test.each([
    [1.5],
    ['1.5'],
    [-1],
    ['-1'],
    ['a'],
    ['0x10'],
    ['1_000'],
    [1e13],
    [Infinity],
    [true],
    [[1]],
    [{}],
    ['١٢'],
  ])('refuses %j', (value) => {
    expect(read(field, value)).toEqual(REJECTED(field));
  });
});

describe.each(AMOUNTS)('%s', (field) => {
  test.each([
    [0, 0],
    [0.25, 0.25],
    ['12.5', 12.5],
    ['.5', 0.5],
    ['1e-3', 0.001],
  ])('takes %j as %j', (value, number) => {
    expect(read(field, value)).toBe(number);
  });

  test.each([[-0.1], ['-1'], [1e13], ['1e999'], ['NaN'], ['Infinity'], [Infinity], ['1,5'], [true], [[1]], [{}]])(
    'refuses %j',
    (value) => {
      expect(read(field, value)).toEqual(REJECTED(field));
    }
  );
});

describe.each(BOOLEANS)('%s', (field) => {
  test.each([
    [true, true],
    [false, false],
    ['true', true],
    ['false', false],
  ])('takes %j', (value, flag) => {
    expect(read(field, value)).toBe(flag);
  });

  test.each([[1], ['yes'], [[]], [{}]])('refuses %j', (value) => {
    expect(read(field, value)).toEqual(REJECTED(field));
  });
});

test.each([[99], [600], [200.5], ['abc'], [-200], [{}]])('status_code refuses %j', (value) => {
  expect(read('status_code', value)).toEqual(REJECTED('status_code'));
});

test.each([[1], [5], [3.5], ['4']])('rating takes %j', (value) => {
  expect(read('rating', value)).toBe(Number(value));
});

test.each([[0], [0.9], [5.1], ['good'], [[5]]])('rating refuses %j', (value) => {
  expect(read('rating', value)).toEqual(REJECTED('rating'));
});

describe('tags', () => {
  test('are texts; numbers and booleans are written as such', () => {
    expect(read('tags', { a: 'x', b: 1, c: true, 'ünï 🎉': 'y' })).toEqual({
      a: 'x',
      b: '1',
      c: 'true',
      'ünï 🎉': 'y',
    });
  });

  test('that are null or empty are absent, as fields are', () => {
    expect(read('tags', { a: 'x', b: '', c: null })).toEqual({ a: 'x' });
  });

  test.each([
    ['a'],
    [['a']],
    [{ a: {} }],
    [{ a: ['x'] }],
    [{ a: 'x'.repeat(2_000) }],
    [{ ['k'.repeat(300)]: 'x' }],
    [Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`k${index}`, 'x']))],
  ])('refuse what is no bounded object of texts (%#)', (value) => {
    expect(read('tags', value)).toEqual(REJECTED('tags'));
  });
});

test.each([['{}'], [[]], [1], [true]])('metadata refuses %j', (value) => {
  expect(read('metadata', value)).toEqual(REJECTED('metadata'));
});
