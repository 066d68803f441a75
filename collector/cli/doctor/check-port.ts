import { once } from 'node:events';
import { createServer } from 'node:net';
import { formatAddress, type Settings } from '../../config/settings';
import { error, type Finding, ok } from './finding';

const PATIENCE_MS = 3_000;

/** Whether a collector answers at the address, or one could. */
export async function checkPort({ listen }: Settings): Promise<Finding> {
  const address = formatAddress(listen);
  if (listen.port !== 0 && (await isCollector(listen.host, listen.port))) {
    return ok('address', `a collector answers at ${address}`);
  }
  const server = createServer();
  try {
    server.listen(listen.port, listen.host);
    await once(server, 'listening');
    return ok('address', `${address} is free`);
  } catch (reason) {
    return error(
      'address',
      `${address} cannot be listened at: ${reason instanceof Error ? reason.message : String(reason)}`,
      'Another program has it, or it is not of this machine: set TOKENLEDGER_LISTEN to another one.'
    );
  } finally {
    server.close();
  }
}

async function isCollector(host: string, port: number): Promise<boolean> {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  try {
    const reply = await fetch(`http://${formatAddress({ host: reachable, port })}/healthz`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const body: unknown = await reply.json();
    return typeof body === 'object' && body !== null && 'status' in body && body.status === 'ok';
  } catch {
    return false;
  }
}
