import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Express } from 'express';
import { formatAddress, type ListenAddress } from '../config/settings';

/** How long requests under way may take to finish once the collector is told to stop. */
const CLOSE_TIMEOUT_MS = 10_000;

export interface Listening {
  /** Base address as clients write it. */
  readonly url: string;
  /** Takes no more requests, finishes those under way, then resolves. */
  close(): Promise<void>;
}

/** Serves an app on an address; port 0 takes a free one. */
export async function listen(app: Express, address: ListenAddress): Promise<Listening> {
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 }, app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://${formatAddress({ host: address.host, port })}`, close: () => close(server) };
}

async function close(server: Server): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), CLOSE_TIMEOUT_MS);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await closed;
  clearTimeout(timer);
}
