import { formatAddress, isLoopback } from './settings';

test.each(['localhost', '::1', '127.0.0.1', '127.1.2.3'])('%s is reachable from this machine only', (host) => {
  expect(isLoopback({ host, port: 1 })).toBe(true);
});

test.each([
  '0.0.0.0',
  '::',
  '',
  '10.0.0.1',
  '127.0.0.1.example.org',
  'localhost.example.org',
  '1270.0.0.1',
  '::ffff:10.0.0.1',
  '0',
])('%j may be reachable from other machines', (host) => {
  expect(isLoopback({ host, port: 1 })).toBe(false);
});

test('addresses are written as in URLs', () => {
  expect(formatAddress({ host: '127.0.0.1', port: 4319 })).toBe('127.0.0.1:4319');
  expect(formatAddress({ host: '::1', port: 4319 })).toBe('[::1]:4319');
});
