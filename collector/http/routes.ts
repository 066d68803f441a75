import { type RequestHandler, Router } from 'express';
import { ledgerError } from '../errors';
import { answerRequest } from '../query/answer';
import { answerLog } from '../query/log';
import { schemaDocument } from '../query/schema-document';
import { authenticate, requestRowScope, requestScope, requireBooking } from './authenticate';
import { type AppContext } from './context';
import { jsonBody } from './json-body';
import { postRecords } from './post-records';

/** Questions are small; records are not. */
const MAX_QUERY_BYTES = 1024 * 1024;

/** Paths and the methods they take. */
export const METHODS = { '/records': 'GET, POST', '/query': 'POST', '/schema': 'GET' };

/** The interface under /api/v1. */
export function apiRoutes(context: AppContext): Router {
  const { store, intake, settings, clock, tokens, open, ledger, logger } = context;
  const router = Router();
  router.use(authenticate(tokens, open));

  router.post('/records', requireBooking(), ...postRecords(context));

  router.get('/records', async (request, response) => {
    const scope = requestRowScope(request, response);
    const params = new URL(request.originalUrl, 'http://localhost').searchParams;
    response.json(await answerLog(params, { store, scope, now: clock() }));
  });

  router.post('/query', jsonBody({ maxBytes: MAX_QUERY_BYTES }), async (request, response) => {
    const scope = requestScope(request, response);
    const reportFault = (error: unknown) => logger.error({ err: error }, 'a query failed');
    response.json(
      await answerRequest(request.body, {
        store,
        intake,
        scope,
        timezone: settings.timezone,
        now: clock(),
        ledger,
        reportFault,
      })
    );
  });

  router.get('/schema', (request, response) => {
    response.json(schemaDocument(requestScope(request, response), { ledger, timezone: settings.timezone }));
  });

  for (const [path, allowed] of Object.entries(METHODS)) {
    router.all(path, refuseMethod(allowed));
  }
  router.use((request) => {
    throw ledgerError('not_found', `There is nothing at ${request.method} /api/v1${request.path}`);
  });
  return router;
}

function refuseMethod(allowed: string): RequestHandler {
  return function refuseMethod(request, response) {
    response.set('Allow', allowed);
    throw ledgerError('method_not_allowed', `${request.method} is not for this path: it takes ${allowed}`);
  };
}
