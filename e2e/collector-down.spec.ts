import { expect, test } from '@grafana/plugin-e2e';

const DEAD = { name: 'Token Ledger (stopped)', uid: 'tokenledger-stopped', type: 'tokenledger-usage-datasource' };

test('a query to a stopped collector fails with an error that names it', async ({ request }) => {
  await request.post('/api/datasources', { data: { ...DEAD, access: 'proxy', url: 'http://127.0.0.1:9' } });
  try {
    const response = await request.post('/api/ds/query', {
      data: {
        from: 'now-1h',
        to: 'now',
        queries: [
          { refId: 'A', metrics: ['cost'], datasource: { uid: DEAD.uid } },
          { refId: 'B', metrics: ['requests'], datasource: { uid: DEAD.uid } },
        ],
      },
    });
    const { results } = (await response.json()) as { results: Record<string, { error: string; errorSource: string }> };
    for (const refId of ['A', 'B']) {
      expect(results[refId]?.error).toMatch(/http:\/\/127\.0\.0\.1:9/);
      expect(results[refId]?.error).toMatch(/Is it running\?/);
      expect(results[refId]?.errorSource).toBe('downstream');
    }
  } finally {
    await request.delete(`/api/datasources/uid/${DEAD.uid}`);
  }
});
