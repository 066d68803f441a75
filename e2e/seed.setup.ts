import { expect, test } from '@playwright/test';
import { environment, records } from './environment';
import { posted } from './records.mts';

test('book the records', async ({ request }) => {
  const response = await request.post(`${environment.collectorUrl}/api/v1/records`, {
    headers: { Authorization: `Bearer ${environment.ingestToken}` },
    data: records.map(posted),
  });
  expect(await response.json()).toEqual({ accepted: records.length, duplicates: 0, amended: 0, rejected: [] });
});
