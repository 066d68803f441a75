import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type APIRequestContext, expect } from '@playwright/test';
import { type RulesFile } from '../collector/rules/provisioning';

/** Names and uids by which the rules of a story differ from the provisioned ones. */
export const WATCHED = { uid: 'ledger2', folder: 'Token Ledger (second)', receiver: 'Second ledger' };
/** Where Grafana reads its provisioning, if stories may write there. */
export const PROVISIONING_FOLDER = process.env.TOKENLEDGER_E2E_PROVISIONING;
const FILE = 'second-ledger.yaml';

/** The rules as they are printed, but for how long they wait: minutes become seconds. */
export function quickened({ groups, ...file }: RulesFile): RulesFile {
  return {
    ...file,
    groups: groups.map((group) => ({
      ...group,
      interval: '10s',
      rules: group.rules.map((rule) => ({
        ...rule,
        for: rule.for === '0s' ? rule.for : '20s',
        ...(rule.keepFiringFor && { keepFiringFor: '10s' }),
        notification_settings: { ...rule.notification_settings, group_wait: '1s', group_interval: '5s' },
        // What came a week ago came just now.
        data: rule.data.map((step) =>
          step.relativeTimeRange?.to ? { ...step, relativeTimeRange: { from: 1_800, to: 0 } } : step
        ),
      })),
    })),
  };
}

/** Puts rules and where they go into Grafana as files. */
export async function provision(
  request: APIRequestContext,
  folder: string,
  file: RulesFile,
  sinkUrl: string
): Promise<void> {
  const text = (path: string) => ({
    uid: `second-${path}`,
    type: path,
    settings: {
      url: `${sinkUrl}/${path}`,
      title: `{{ template "tokenledger.${path === 'slack' ? 'slack_title' : 'title'}" . }}`,
      ...(path === 'slack'
        ? { text: '{{ template "tokenledger.slack" . }}' }
        : { message: '{{ template "tokenledger.message" . }}' }),
    },
  });
  const contactPoints = [{ orgId: 1, name: WATCHED.receiver, receivers: [text('webhook'), text('slack')] }];
  await reload(request, folder, { ...file, contactPoints });
}

/** Takes them out again. */
export async function withdraw(request: APIRequestContext, folder: string, { groups }: RulesFile): Promise<void> {
  const deleteRules = groups.flatMap(({ rules }) => rules.map(({ uid }) => ({ orgId: 1, uid })));
  await reload(request, folder, { apiVersion: 1, deleteRules });
  await reload(request, folder, {
    apiVersion: 1,
    deleteContactPoints: ['webhook', 'slack'].map((path) => ({ orgId: 1, uid: `second-${path}` })),
  });
  rmSync(join(folder, 'alerting', FILE));
}

async function reload(request: APIRequestContext, folder: string, content: object): Promise<void> {
  writeFileSync(join(folder, 'alerting', FILE), JSON.stringify(content));
  const response = await request.post('/api/admin/provisioning/alerting/reload');
  expect([response.status(), await response.text()]).toEqual([200, expect.stringContaining('reloaded')]);
}
