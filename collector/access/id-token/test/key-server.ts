import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';

const running = new Set<Server>();

afterAll(() => {
  for (const server of running) {
    server.closeAllConnections();
    server.close();
  }
  running.clear();
});

export interface KeyServer {
  readonly url: string;
  /** How often it was asked. */
  requests: number;
  /** What it answers next; a function answers by itself. */
  answer: { keys: JWK[] } | string | number | RequestListener;
}

/** A real HTTP server on this machine that publishes keys as Grafana does. */
export async function startKeyServer(answer: KeyServer['answer']): Promise<KeyServer> {
  const http = createServer((request, response) => {
    server.requests += 1;
    if (typeof server.answer === 'function') {
      server.answer(request, response);
    } else if (typeof server.answer === 'number') {
      response.writeHead(server.answer, { Location: `${server.url}/elsewhere` }).end();
    } else {
      response.setHeader('Content-Type', 'application/json');
      response.end(typeof server.answer === 'string' ? server.answer : JSON.stringify(server.answer));
    }
  });
  running.add(http);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const server: KeyServer = { url: `http://127.0.0.1:${port}/api/signing-keys/keys`, requests: 0, answer };
  return server;
}

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** As it is published. */
  readonly jwk: JWK;
}

/** An ES256 key under an id. */
export async function makeSigningKey(kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
}
