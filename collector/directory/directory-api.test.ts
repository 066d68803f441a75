import { intake, log, total } from '../test/replies';
import { startCollector } from '../test/start-collector';

const YAML = `
timezone: Europe/Berlin
pricing:
  customer:
    - { match: { team: search }, markup: 1 }
directory:
  users:
    - { user: ada@example.com, team: search, from: 2026-01-01 }
    - { user: ada@example.com, team: platform, from: 2026-02-01 }
  teams:
    - { team: search, organization: retail }
  keys:
    - { api_key: site-search, project: catalogue }
  rules:
    - { match: { endpoint: /v1/embeddings }, set: { task: retrieval } }
`;

const CALL = {
  model: 'm',
  user: 'ada@example.com',
  endpoint: '/v1/embeddings',
  api_key: 'site-search',
  provider_cost: 1,
};

test('a record comes back with what the directory said at its own time, priced by it', async () => {
  const collector = await startCollector({ yaml: YAML });
  await intake(
    collector.post([
      { ...CALL, id: 'old', timestamp: '2026-01-31T23:59:59+01:00' },
      { ...CALL, id: 'new', timestamp: '2026-02-01T00:00:00+01:00' },
      { ...CALL, id: 'own', timestamp: '2026-02-02T00:00:00Z', team: 'own', task: '', project: 'p', organization: 'o' },
    ])
  );
  const { records } = await log(collector);
  const [own, young, old] = records;
  const attributed = { project: 'directory:keys', task: 'rule:1', team: 'directory:users' };
  expect(old).toMatchObject({
    team: 'search',
    project: 'catalogue',
    task: 'retrieval',
    organization: 'retail',
    cost: '2',
  });
  expect(old?.attributed).toEqual({ ...attributed, organization: 'directory:teams' });
  expect(young).toMatchObject({ team: 'platform', project: 'catalogue', task: 'retrieval', attributed, cost: '1' });
  expect(young).not.toHaveProperty('organization');
  expect(own).toMatchObject({ team: 'own', project: 'p', task: 'retrieval', attributed: { task: 'rule:1' } });
});

test('senders cannot set attributed: it goes to the metadata as any unknown field', async () => {
  const collector = await startCollector({ yaml: YAML });
  const attributed = { team: 'directory:users' };
  await intake(collector.post([{ id: 'a', model: 'm', team: 'x', attributed }]));
  const [record] = (await log(collector)).records;
  expect(record).toMatchObject({ team: 'x', metadata: { attributed } });
  expect(record).not.toHaveProperty('attributed');
});

test('what nobody is charged with is a number', async () => {
  const collector = await startCollector({ yaml: YAML });
  const bare = { model: 'm', provider_cost: '0.1' };
  await intake(
    collector.post([
      { ...bare, id: 'nobody', user: 'stranger' },
      { ...bare, id: 'team', user: 'ada@example.com' },
      { ...bare, id: 'project', api_key: 'site-search' },
      { ...bare, id: 'organization', organization: 'retail' },
    ])
  );
  expect(await total(collector, 'unallocated_cost')).toBe(0.2);
  expect(await total(collector, 'cost')).toBe(0.4);
  expect(await total(collector, 'unallocated_share')).toBe(0.5);
});
