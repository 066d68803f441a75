import { type RequestHandler } from 'express';
import { isLoopback } from '../config/settings';
import { ledgerError } from '../errors';

/**
 * Refuses requests under a name that is not this machine's own. An open collector trusts whoever reaches it over
 * loopback; a web page must not get there by a name of its own that resolves to 127.0.0.1 (DNS rebinding).
 */
export function requireLocalHost(): RequestHandler {
  return function requireLocalHost(request, _response, next) {
    if (!isLoopback({ host: request.hostname.replace(/^\[|\]$/g, ''), port: 0 })) {
      throw ledgerError(
        'forbidden',
        'Without tokens the collector answers to localhost and 127.0.0.1 only. To reach it by another name, make a token.'
      );
    }
    next();
  };
}
