import { type Express } from 'express';
import { ledgerError } from '../errors';
import { SIGNALS } from '../ingest/otlp/messages';
import { authenticate, requireBooking } from './authenticate';
import { type AppContext } from './context';
import { handleError } from './handle-error';
import { answerOtlpError } from './otlp-content';
import { postOtlp } from './post-otlp';

/** Where exporters send to. Under /v1 refusals are OTLP's own too. */
export function addOtlpRoutes(app: Express, context: AppContext): void {
  for (const signal of SIGNALS) {
    app.post(`/v1/${signal}`, authenticate(context), requireBooking(), ...postOtlp(signal, context));
    app.route(`/v1/${signal}`).all((request, response) => {
      response.set('Allow', 'POST');
      throw ledgerError('method_not_allowed', `${request.method} is not for this path: it takes POST`);
    });
  }
  app.use('/v1', (request) => {
    throw ledgerError(
      'not_found',
      `There is nothing at ${request.method} /v1${request.path}: OTLP goes to /v1/traces, /v1/logs and /v1/metrics`
    );
  });
  app.use('/v1', handleError(context.logger, answerOtlpError));
}
