import { type RequestHandler } from 'express';
import { type Metrics } from './metrics';

/** Measures how long answers take, by route as it is declared: paths that nothing answers to are one. */
export function measureRequests(metrics: Metrics): RequestHandler {
  return function measureRequests(request, response, next) {
    const start = performance.now();
    response.once('close', () => {
      const route = request.route as { path: string } | undefined;
      const path = route ? request.baseUrl + route.path : 'none';
      // Cut off before it was answered: what nginx calls 499.
      const status = response.writableFinished ? response.statusCode : 499;
      metrics.answered(path, status, (performance.now() - start) / 1000);
    });
    next();
  };
}
