import { request } from 'node:http';
import { startCollector } from '../test/start-collector';

/** Status of a request under a name of the sender's choice, which fetch would not send. */
function statusUnder(host: string, url: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/api/v1/schema`, { headers: { ...headers, Host: host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.once('error', reject).end();
  });
}

describe('a collector without tokens', () => {
  it.each(['localhost', 'localhost:4319', '127.0.0.1:4319', '[::1]:4319'])('answers under %s', async (host) => {
    const { url } = await startCollector();
    expect(await statusUnder(host, url)).toBe(200);
  });

  it.each(['evil.example', 'evil.example:4319', '127.0.0.1.evil.example', 'localhost.evil.example'])(
    'refuses %s, a name that a web page may have pointed here',
    async (host) => {
      const { url } = await startCollector();
      expect(await statusUnder(host, url)).toBe(403);
    }
  );
});

describe('a collector with tokens', () => {
  it('answers under any name', async () => {
    const { url } = await startCollector({ tokens: ['read:script:a-long-secret'] });
    expect(await statusUnder('ledger.example', url, { Authorization: 'Bearer a-long-secret' })).toBe(200);
  });
});

describe('a method that a path does not take', () => {
  it.each([
    ['DELETE', '/api/v1/records', 'GET, POST'],
    ['GET', '/api/v1/query', 'POST'],
    ['PUT', '/api/v1/schema', 'GET'],
  ])('%s %s is refused with the methods it takes', async (method, path, allowed) => {
    const { call } = await startCollector();
    const response = await call(path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allowed);
    expect(await response.json()).toMatchObject({ error: { code: 'method_not_allowed' } });
  });
});
