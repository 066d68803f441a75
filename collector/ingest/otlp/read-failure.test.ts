import { readFailure } from './read-failure';

const raised = (type: string, message = '') => ({
  failed: true,
  events: [
    {
      name: 'exception',
      time: null,
      attributes: new Map([
        ['exception.type', type],
        ['exception.message', message],
      ]),
    },
  ],
});

test('what went well has no failure', () => {
  expect(readFailure({}, { failed: false, events: [] })).toEqual({});
});

test('message and type come from the exception, the status from its name or what it says', () => {
  expect(readFailure({}, raised('openai.RateLimitError', 'slow down'))).toEqual({
    error: 'slow down',
    error_type: 'RateLimitError',
    status_code: 429,
  });
  expect(readFailure({}, raised('APIError', 'Error code: 503 - no'))).toMatchObject({ status_code: 503 });
  expect(readFailure({}, raised('ValueError', 'no 404 here'))).toEqual({
    error: 'no 404 here',
    error_type: 'ValueError',
  });
});

test('what the attributes say comes first', () => {
  expect(readFailure({ error_type: "<class 'openai.RateLimitError'>", status_code: 400 }, raised('X', 'y'))).toEqual({
    error: 'y',
    error_type: 'RateLimitError',
    status_code: 400,
  });
  expect(readFailure({ error: 'said so' }, {})).toEqual({ error: 'said so' });
});

test('a type that is a status is one', () => {
  expect(readFailure({ error_type: '529' }, { failed: true })).toMatchObject({ error: '529', status_code: 529 });
});

test('a failure without any word has one, and long ones are cut', () => {
  expect(readFailure({}, { failed: true })).toEqual({ error: 'failed without a message' });
  const long = readFailure({}, raised('E'.repeat(500), 'm'.repeat(20_000)));
  expect([(long.error as string).length, (long.error_type as string).length]).toEqual([8_000, 128]);
});
