import express, { type Express } from 'express';
import { emptyScope } from './access/scope';
import { ledgerError } from './errors';
import { type AppContext } from './http/context';
import { handleError } from './http/handle-error';
import { addIntegrationRoutes } from './http/integration-routes';
import { measureRequests } from './http/measure-requests';
import { metricsRoute } from './http/metrics-route';
import { addOtlpRoutes } from './http/otlp-routes';
import { requireLocalHost } from './http/require-local-host';
import { apiRoutes } from './http/routes';
import { openApiDocument } from './openapi/document';

/** The collector as an Express app; it needs no port. */
export function createApp(context: AppContext): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', false);
  app.use(measureRequests(context.metrics));
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.get('/readyz', async (_request, response) => {
    await context.store.facts(emptyScope());
    response.json({ status: 'ready' });
  });
  const openApi = openApiDocument();
  app.get('/openapi.json', (_request, response) => {
    response.json(openApi);
  });
  if (context.open) {
    app.use(requireLocalHost());
  }
  app.get('/metrics', ...metricsRoute(context));
  app.use('/api/v1', apiRoutes(context));
  addOtlpRoutes(app, context);
  addIntegrationRoutes(app, context);
  app.use((request) => {
    throw ledgerError('not_found', `There is nothing at ${request.method} ${request.path}`);
  });
  app.use(handleError(context.logger));
  return app;
}
