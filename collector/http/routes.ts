import { type RequestHandler, Router } from 'express';
import { ledgerError } from '../errors';
import { answerRequest } from '../query/answer';
import { readFlag } from '../query/export/read-flag';
import { answerLog } from '../query/log';
import { schemaDocument } from '../query/schema-document';
import { answerContext } from './answer-context';
import { auditContent, authenticate, requestRowScope, requestScope, requireBooking } from './authenticate';
import { connectionOf } from './connection-of';
import { type AppContext } from './context';
import { getDimensionValues } from './get-dimension-values';
import { getExport } from './get-export';
import { jsonBody } from './json-body';
import { postRecords } from './post-records';
import { urlParams } from './url-params';
import { whileConnected } from './while-connected';

/** Questions are small; records are not. */
const MAX_QUERY_BYTES = 1024 * 1024;

/** Paths and the methods they take. */
export const METHODS = {
  '/records': 'GET, POST',
  '/query': 'POST',
  '/schema': 'GET',
  '/dimensions/:id/values': 'GET',
  '/export': 'GET',
};

/** The interface under /api/v1. */
export function apiRoutes(context: AppContext): Router {
  const { store, settings, clock, ledger, open, tokens } = context;
  const router = Router();
  router.use(authenticate(context));

  router.post('/records', requireBooking(), ...postRecords(context));

  router.get(
    '/records',
    whileConnected(async (request, response, signal) => {
      const scope = requestRowScope(request, response);
      const params = urlParams(request);
      const page = await answerLog(params, { ...answerContext(context, scope, signal), contents: context.contents });
      if (params.get('content') === 'true') {
        // First on record, then shown.
        await auditContent(request, response, page.records.length);
      }
      response.json(page);
    })
  );

  router.post(
    '/query',
    jsonBody({ maxBytes: MAX_QUERY_BYTES }),
    whileConnected(async (request, response, signal) => {
      const scope = requestScope(request, response);
      response.json(await answerRequest(request.body, answerContext(context, scope, signal)));
    })
  );

  router.get(
    '/schema',
    whileConnected(async (request, response, signal) => {
      const scope = requestScope(request, response);
      const policy = open && tokens.empty ? null : settings.policy;
      const connection = readFlag(urlParams(request), 'facts') ? connectionOf(response) : undefined;
      const facts = { ledger, timezone: settings.timezone, store, now: clock(), signal, policy, connection };
      response.json(await schemaDocument(scope, facts));
    })
  );

  router.get('/dimensions/:id/values', getDimensionValues(context));
  router.get('/export', getExport(context));

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
