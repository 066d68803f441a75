import { type UsageRecord } from '../../contract/record';
import { NOW } from '../test/start-collector';
import { readRecord } from './read-record';

const DEFAULTS = { source: 'gateway', now: NOW };

function accepted(row: unknown): UsageRecord {
  const read = readRecord(row, DEFAULTS);
  if ('message' in read) {
    throw new Error(read.message);
  }
  return read.record;
}

function rejected(row: unknown) {
  const read = readRecord(row, DEFAULTS);
  return 'message' in read ? read : undefined;
}

describe('a usage record', () => {
  test('needs nothing but its model', () => {
    expect(accepted({ model: 'gpt-4o' })).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      source: 'gateway',
      timestamp: NOW,
      model: 'gpt-4o',
      status_code: 200,
      defaulted: ['timestamp', 'status_code'],
    });
  });

  test('names what the collector gave, for a later record to give it', () => {
    const given = { id: 'a', model: 'm', timestamp: NOW };
    expect(accepted({ ...given, status_code: 200 })).not.toHaveProperty('defaulted');
    expect(accepted({ ...given, error: 'boom' }).defaulted).toEqual(['status_code', 'error_type']);
    expect(accepted({ id: 'a', rating: 5 })).toMatchObject({
      model: '',
      rating: 5,
      defaulted: ['timestamp', 'model', 'status_code'],
    });
  });

  test.each([[{}], [{ model: '' }], [{ model: null }], [{ id: '', user: 'ada' }]])(
    'without model is rejected: %j',
    (row) => {
      expect(rejected(row)).toMatchObject({ field: 'model', message: expect.stringContaining('model is required') });
    }
  );

  test('gets an id of its own each time it comes without', () => {
    const [first, second] = [accepted({ model: 'm' }), accepted({ model: 'm' })];
    expect(first.id).not.toBe(second.id);
    expect(readRecord({ model: 'm', id: '' }, DEFAULTS)).toMatchObject({ idGiven: false });
    expect(readRecord({ model: 'm', id: 'a' }, DEFAULTS)).toMatchObject({ idGiven: true, record: { id: 'a' } });
  });

  test('keeps the source it names', () => {
    expect(accepted({ model: 'm', source: 'batch' }).source).toBe('batch');
    expect(accepted({ model: 'm', source: '' }).source).toBe('gateway');
  });

  test('has absent fields where null or an empty text was sent', () => {
    const read = accepted({
      model: 'm',
      id: 'a',
      user: '',
      team: null,
      input_tokens: '',
      rating: null,
      tags: null,
      note: '',
    });
    expect(read).toEqual(accepted({ model: 'm', id: 'a' }));
  });

  test.each([[null], [undefined], [1], ['text'], [true], [[]], [[{ model: 'm' }]]])(
    'is a JSON object, not %j',
    (row) => {
      expect(rejected(row)).toEqual({ message: 'must be a JSON object' });
    }
  );
});

describe('the status', () => {
  test.each([
    [{}, 200, undefined],
    [{ error: 'boom' }, 500, 'http_500'],
    [{ error: 'boom', status_code: 429 }, 429, 'http_429'],
    [{ status_code: 503 }, 503, 'http_503'],
    [{ status_code: '404' }, 404, 'http_404'],
    [{ status_code: 302 }, 302, 'http_302'],
    [{ status_code: 429, error_type: 'rate_limit' }, 429, 'rate_limit'],
    [{ status_code: 204 }, 204, undefined],
  ])('of %j is %s and the error type %s', (fields, status_code, error_type) => {
    const read = accepted({ model: 'm', ...fields });
    expect([read.status_code, read.error_type]).toEqual([status_code, error_type]);
  });
});

describe('unknown fields', () => {
  test('are kept in metadata beside what metadata holds', () => {
    const read = accepted({ model: 'm', temperature: 0.2, seed: [1, 2], metadata: { top_p: 1, nested: { a: null } } });
    expect(read.metadata).toEqual({ temperature: 0.2, seed: [1, 2], top_p: 1, nested: { a: null } });
    expect(read).not.toHaveProperty('temperature');
  });

  test('cannot pass for what the ledger computes', () => {
    const read = accepted({ model: 'm', cost: 5, success: true, flags: ['mine'], credits: 9, received_at: 1 });
    expect(read.metadata).toEqual({ cost: 5, success: true, flags: ['mine'], credits: 9, received_at: 1 });
    expect(read.flags).toBeUndefined();
  });
});

describe('an oddity is flagged and the record kept', () => {
  test.each([
    ['clock_ahead', { timestamp: NOW + 86_400_000 }],
    ['parts_exceed_whole', { input_tokens: 10, cache_read_tokens: 11 }],
    ['parts_exceed_whole', { input_tokens: 10, cache_read_tokens: 6, cache_write_tokens: 5 }],
    ['parts_exceed_whole', { input_tokens: 10, cache_write_tokens: 1, cache_write_1h_tokens: 2 }],
    ['parts_exceed_whole', { input_tokens: 10, input_audio_tokens: 11 }],
    ['parts_exceed_whole', { input_tokens: 10, input_image_tokens: 11 }],
    ['parts_exceed_whole', { output_tokens: 10, reasoning_tokens: 11 }],
    ['parts_exceed_whole', { output_tokens: 10, output_audio_tokens: 11 }],
    ['parts_exceed_whole', { output_tokens: 10, output_image_tokens: 11 }],
    ['parts_exceed_whole', { reasoning_tokens: 1 }],
    ['content_dropped', { prompt: 'hello' }],
  ])('%s: %j', (flag, fields) => {
    expect(accepted({ model: 'm', ...fields }).flags).toEqual([flag]);
  });

  test('parts as large as their whole are not odd', () => {
    const record = accepted({
      model: 'm',
      input_tokens: 10,
      cache_read_tokens: 4,
      cache_write_tokens: 6,
      cache_write_1h_tokens: 6,
      output_tokens: 3,
      reasoning_tokens: 3,
    });
    expect(record.flags).toBeUndefined();
  });
});
