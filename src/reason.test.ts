import { reasonOf } from './reason';

describe('the reason of a failure', () => {
  it.each([
    ['the collector’s words', { status: 400, data: { error: { code: 'x', message: 'No token.' } } }, 'No token.'],
    [
      'Grafana’s words',
      { data: { message: 'Plugin unavailable', error: 'other' }, statusText: 'x' },
      'Plugin unavailable',
    ],
    ['a plain error', new Error('Failed to fetch'), 'Failed to fetch'],
    ['a bare status', { status: 502, statusText: 'Bad Gateway', data: '' }, 'Bad Gateway'],
    ['nothing at all', undefined, 'No reason given.'],
  ])('%s', (_, error, expected) => {
    expect(reasonOf(error)).toBe(expected);
  });
});
