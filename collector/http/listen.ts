import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Express } from 'express';
import { formatAddress, type ListenAddress } from '../config/settings';
import { trackConnections } from './track-connections';

/** How long requests under way may take to finish once the collector is told to stop: less than Docker waits (10 s). */
const CLOSE_TIMEOUT_MS = 8_000;

export interface Listening {
  /** Base address as clients write it. */
  readonly url: string;
  /** Takes no more requests, finishes those under way, then resolves. */
  close(): Promise<void>;
}

/** Serves an app on an address; port 0 takes a free one. */
export async function listen(
  app: Express,
  address: ListenAddress,
  closeTimeoutMs = CLOSE_TIMEOUT_MS
): Promise<Listening> {
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 });
  const connections = trackConnections(server);
  server.on('request', app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${formatAddress({ host: address.host, port })}`,
    close: async () => {
      const timer = setTimeout(() => server.closeAllConnections(), closeTimeoutMs);
      const closed = closeServer(server);
      connections.endWhenIdle();
      await closed;
      clearTimeout(timer);
    },
  };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
