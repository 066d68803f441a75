import { readTime } from './read-time';

describe('a time in a question', () => {
  const time = Date.UTC(2026, 0, 15, 12);

  it.each([
    ['epoch ms', time],
    ['epoch ms as digits', String(time)],
    ['epoch ms with a fraction, which is dropped', time + 0.9],
    ['digits with a fraction, which is dropped', `${time}.9`],
    ['digits between blanks', ` ${time} `],
    ['RFC 3339 in UTC', '2026-01-15T12:00:00Z'],
    ['RFC 3339 with an offset', '2026-01-15T17:45:00.000+05:45'],
    ['RFC 3339 in small letters', '2026-01-15t12:00:00z'],
  ])('may be %s', (_, value) => expect(readTime(value)).toBe(time));

  it('may be 1970 itself', () => expect(readTime('0')).toBe(0));

  it.each([
    ['a date without time', '2026-01-15'],
    ['a local time without offset', '2026-01-15T12:00:00'],
    ['an expression of Grafana', 'now-1h'],
    ['a variable', '$__from'],
    ['nothing', ''],
    ['before 1970', -1],
    ['before 1970 as digits', '-1'],
    ['after 2200', Date.UTC(2200, 0, 2)],
    ['nanoseconds', '1768478400000000000'],
    ['no number', NaN],
    ['endless', Infinity],
    ['null', null],
    ['an object', { time: 1 }],
    ['a boolean', true],
  ])('is not %s', (_, value) => expect(readTime(value)).toBeUndefined());
});
