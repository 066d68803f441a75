import { type Request } from 'express';

/** Parameters of a request's URL, as they were sent: repeated ones are several. */
export function urlParams({ originalUrl }: Request): URLSearchParams {
  return new URL(originalUrl, 'http://localhost').searchParams;
}
