import { type Express } from 'express';
import { ledgerError } from '../errors';
import { authenticate, requireBooking } from './authenticate';
import { type AppContext } from './context';
import { postLitellm } from './post-litellm';

const LITELLM = '/integrations/litellm';

/** Paths where gateways send what they log, in their own formats. */
export function addIntegrationRoutes(app: Express, context: AppContext): void {
  app.post(LITELLM, authenticate(context), requireBooking(), postLitellm(context));
  app.route(LITELLM).all((request, response) => {
    response.set('Allow', 'POST');
    throw ledgerError('method_not_allowed', `${request.method} is not for this path: it takes POST`);
  });
}
