import { ledgerError } from '../../errors';
import { isObject } from './plain-value';

const DATA = ['gauge', 'sum', 'histogram', 'exponentialHistogram', 'summary'];

/** How many data points a request of metrics has. */
export function countPoints(request: unknown): number {
  if (!isObject(request)) {
    throw ledgerError('invalid_request', 'The body must be an object with resourceMetrics.');
  }
  const metrics = inner(inner(inner([request], 'resourceMetrics'), 'scopeMetrics'), 'metrics');
  return DATA.flatMap((kind) => inner(metrics.map((metric) => metric[kind]).filter(isObject), 'dataPoints')).length;
}

function inner(holders: ReadonlyArray<Record<string, unknown>>, key: string): Array<Record<string, unknown>> {
  return holders.flatMap((holder) => {
    const list = holder[key] ?? [];
    if (!Array.isArray(list)) {
      throw ledgerError('invalid_request', `${key} must be a list.`, key);
    }
    return (list as unknown[]).filter(isObject);
  });
}
