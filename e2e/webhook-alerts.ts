import { type APIRequestContext } from '@playwright/test';
import { environment } from './environment';

/** One alert of a message, as Grafana's webhook integration writes it. */
export interface WebhookAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
}

/** Alerts of all messages so far, in the order of their arrival. */
export async function webhookAlerts(request: APIRequestContext): Promise<WebhookAlert[]> {
  const lines = (await (await request.get(environment.webhookUrl!)).text()).split('\n').filter(Boolean);
  return lines.flatMap((line) => (JSON.parse(line) as { alerts: WebhookAlert[] }).alerts);
}
