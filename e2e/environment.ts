import { testRecords } from './records.mts';

/** What the tests run against, as `npm run e2e` or the person who runs them says it in the environment. */
export const environment = {
  collectorUrl: required('TOKENLEDGER_URL'),
  ingestToken: required('TOKENLEDGER_E2E_INGEST_TOKEN'),
  delegateToken: required('TOKENLEDGER_E2E_DELEGATE_TOKEN'),
  /** For what scripts see, if the environment has one. */
  readToken: process.env.TOKENLEDGER_E2E_READ_TOKEN,
  /** Time the records are made for, epoch ms. */
  now: Number(required('TOKENLEDGER_E2E_NOW')),
  /** Where the webhook's messages can be read, if the environment has one. */
  webhookUrl: process.env.TOKENLEDGER_E2E_WEBHOOK_URL,
};

export const records = testRecords(environment.now);

function required(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set: run the tests by npm run e2e`);
  }
  return value;
}
