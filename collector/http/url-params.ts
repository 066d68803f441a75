import { type Request } from 'express';

/**
 * Parameters of a request's URL, as they were sent: repeated ones are several. The rest of the URL is the router's: a
 * request to a proxy names a host, which need not be one.
 */
export function urlParams({ originalUrl }: Request): URLSearchParams {
  const start = originalUrl.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : originalUrl.slice(start + 1));
}
