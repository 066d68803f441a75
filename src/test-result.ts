import { type TestDataSourceResponse } from '@grafana/data';
import { HealthCheckError, type HealthCheckResult, HealthStatus } from '@grafana/runtime';

/**
 * What Save & test shows. The plugin's backend tells what works and what is off in parts: Grafana's own way of showing
 * it would make one long title of it, and hide that something is off.
 */
export async function testResult(health: HealthCheckResult | undefined): Promise<TestDataSourceResponse> {
  const { status, message = 'Grafana did not answer.', details } = health ?? {};
  if (status !== HealthStatus.OK) {
    const error = new HealthCheckError(message, details ?? {});
    // The form in which Grafana finds the details.
    return Promise.reject(Object.assign(new Error(message), { status: 'error', error }));
  }
  const { title, message: text, severity, verboseMessage } = (details ?? {}) as Partial<Record<string, string>>;
  return title && text
    ? {
        status: severity === 'warning' ? 'warning' : 'success',
        message: title,
        details: { message: text, verboseMessage },
      }
    : { status: 'success', message };
}
