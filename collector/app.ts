import express, { type Express } from 'express';
import { type Logger } from 'pino';
import { emptyScope } from './access/scope';
import { type TokenBook } from './access/token-book';
import { type Settings } from './config/settings';
import { ledgerError } from './errors';
import { handleError } from './http/handle-error';
import { apiRoutes } from './http/routes';
import { type Store } from './store/store';

/** Everything a collector is made of. Nothing in it is global, so tests run many side by side. */
export interface AppContext {
  readonly settings: Settings;
  readonly store: Store;
  readonly tokens: TokenBook;
  /** Started without tokens and reachable from this machine only: everything is allowed until one is made. */
  readonly open: boolean;
  readonly ledger: 'live' | 'demo';
  /** Epoch ms. */
  readonly clock: () => number;
  readonly logger: Logger;
}

/** The collector as an Express app; it needs no port. */
export function createApp(context: AppContext): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', false);
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.get('/readyz', async (_request, response) => {
    await context.store.facts(emptyScope());
    response.json({ status: 'ready' });
  });
  app.use('/api/v1', apiRoutes(context));
  app.use((request) => {
    throw ledgerError('not_found', `There is nothing at ${request.method} ${request.path}`);
  });
  app.use(handleError(context.logger));
  return app;
}
