import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { type Router } from 'express';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createApp } from '../app';
import { apiRoutes, METHODS } from '../http/routes';
import { log } from '../test/replies';
import { startCollector, type TestCollector } from '../test/start-collector';
import { openApiDocument } from './document';

interface OpenApi {
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
  components: { schemas: Record<string, object> };
}

const META_SCHEMA = join(
  dirname(require.resolve('@seriousme/openapi-schema-validator/package.json')),
  'schemas/v3.1/schema.json'
);

let collector: TestCollector;
let document: OpenApi;
beforeAll(async () => {
  collector = await startCollector();
  document = (await (await collector.call('/openapi.json')).json()) as OpenApi;
});

/** Checks values by a component of the document. */
function check(component: string, value: unknown): unknown {
  const ajv = addFormats(new Ajv({ strict: false, logger: false }));
  const { components } = document;
  const validate = ajv.compile({ components, $ref: `#/components/schemas/${component}` });
  return validate(value) ? [] : validate.errors;
}

test('it is OpenAPI 3.1, and the same without a collector', () => {
  const ajv = addFormats(new Ajv({ strict: false, allErrors: true, logger: false }));
  const validate = ajv.compile(JSON.parse(readFileSync(META_SCHEMA, 'utf8')) as object);
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
  expect(document).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
});

test('it names every route of the collector, and no other', () => {
  const app = createApp(collector.context);
  const served = [...routesOf(app.router as Router, ''), ...routesOf(apiRoutes(collector.context), '/api/v1')].sort();
  const described = Object.entries(document.paths)
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
    .sort();
  expect(described).toEqual(served);
  const told = Object.entries(METHODS).flatMap(([path, methods]) =>
    methods.split(', ').map((method) => `${method.toLowerCase()} /api/v1${path}`.replaceAll(/:(\w+)/g, '{$1}'))
  );
  expect(described).toEqual(expect.arrayContaining(told));
});

test('each operation has a name of its own', () => {
  const names = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId)
  );
  expect(new Set(names).size).toBe(names.length);
});

test('what the collector answers is as described', async () => {
  const post = await (await collector.post([{ id: 'a', model: 'm' }, {}])).json();
  expect(check('IntakeReply', post)).toEqual([]);
  expect(check('LogPage', await log(collector))).toEqual([]);
  for (const path of ['/api/v1/schema', '/api/v1/schema?facts=true']) {
    expect(check('SchemaDocument', await (await collector.call(path)).json())).toEqual([]);
  }
  expect(check('Error', await (await collector.call('/api/v1/nothing')).json())).toEqual([]);
  const query = {
    queries: [
      { metrics: ['cost'], range: '30d' },
      { metrics: ['nothing'], range: '30d' },
    ],
  };
  const reply = await collector.call('/api/v1/query', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(query),
  });
  expect(check('QueryReply', await reply.json())).toEqual([]);
  expect(check('QueryRequest', { queries: [{ refId: 'A', metrics: ['cost'], range: '30d' }] })).toEqual([]);
  const list = { queryType: 'requests', range: '30d', order: 'cost', min_cost: '0.1', limit: 5 };
  expect(check('QueryRequest', { queries: [list, { queryType: 'annotations', kinds: ['price'] }] })).toEqual([]);
  expect(check('QueryRequest', { queries: [{ ...list, order: 'size' }] })).not.toEqual([]);
  const values = await (await collector.call('/api/v1/dimensions/model/values')).json();
  expect(check('DimensionValues', values)).toEqual([]);
  expect(check('UsageRecord', { model: 'm', input_tokens: 1, tags: { a: 'b' }, other: 1 })).toEqual([]);
  expect(check('UsageRecord', { model: 'm', tags: 'none' })).not.toEqual([]);
});

/** Method and path of each route; those that refuse every other method are none. */
function routesOf({ stack }: Router, base: string): string[] {
  return stack.flatMap(({ route }) =>
    route === undefined || route.stack.every(({ method }) => method === undefined)
      ? []
      : [...new Set(route.stack.map(({ method }) => `${method} ${base}${route.path}`.replaceAll(/:(\w+)/g, '{$1}')))]
  );
}
