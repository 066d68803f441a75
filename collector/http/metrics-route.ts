import { type RequestHandler } from 'express';
import { authenticate, requireKeeper } from './authenticate';
import { type AppContext } from './context';

/** `GET /metrics`: Prometheus text, with a token unless the setting `metrics` is `open`. */
export function metricsRoute(context: AppContext): RequestHandler[] {
  const { metrics, settings } = context;
  const access = settings.metrics === 'open' ? [] : [authenticate(context), requireKeeper()];
  return [
    ...access,
    async function sendMetrics(_request, response) {
      response.set('Content-Type', metrics.contentType).send(await metrics.text());
    },
  ];
}
