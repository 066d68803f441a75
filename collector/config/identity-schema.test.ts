import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../test/temporary-folder';
import { loadSettings } from './load';

const KEYS = 'https://grafana.example/api/signing-keys/keys';
const WHOLE = `identity: { keys_url: "${KEYS}", issuer: "https://grafana.example/" }`;

function load(yaml: string, env: Record<string, string> = {}) {
  const file = join(temporaryFolder(), 'tokenledger.yaml');
  writeFileSync(file, yaml);
  return loadSettings({ TOKENLEDGER_CONFIG: file, ...env });
}

const DEFAULTS = {
  keysUrl: KEYS,
  issuer: 'https://grafana.example/',
  audience: null,
  leewaySeconds: 30,
  authenticatedBy: null,
  userFrom: { default: 'login' },
};

test('without the key no id token is verified', () => {
  expect(load('').settings.identity).toBeNull();
});

test('keys and issuer are enough', () => {
  expect(load(WHOLE).settings.identity).toEqual(DEFAULTS);
});

test('everything can be said in the file', () => {
  const yaml = `identity:
  keys_url: ${KEYS}
  issuer: https://grafana.example/
  audience: [org:1, org:2]
  clock_leeway_seconds: 5
  authenticated_by: [oauth_generic_oauth, saml]
  user_from: { oauth_generic_oauth: email, default: login }`;
  expect(load(yaml).settings.identity).toEqual({
    ...DEFAULTS,
    audience: ['org:1', 'org:2'],
    leewaySeconds: 5,
    authenticatedBy: ['oauth_generic_oauth', 'saml'],
    userFrom: { oauth_generic_oauth: 'email', default: 'login' },
  });
});

test('everything can be said by variables alone', () => {
  const env = {
    TOKENLEDGER_IDENTITY_KEYS_URL: KEYS,
    TOKENLEDGER_IDENTITY_ISSUER: 'https://grafana.example/',
    TOKENLEDGER_IDENTITY_AUDIENCE: 'org:1, org:2',
    TOKENLEDGER_IDENTITY_CLOCK_LEEWAY_SECONDS: '5',
    TOKENLEDGER_IDENTITY_AUTHENTICATED_BY: 'password',
    TOKENLEDGER_IDENTITY_USER_FROM: '{ password: id }',
  };
  expect(load('', env).settings.identity).toEqual({
    ...DEFAULTS,
    audience: ['org:1', 'org:2'],
    leewaySeconds: 5,
    authenticatedBy: ['password'],
    userFrom: { password: 'id', default: 'login' },
  });
});

test('a variable of one key wins over file and variable of the whole, and leaves the rest', () => {
  const one = { TOKENLEDGER_IDENTITY_USER_FROM: 'email' };
  expect(load(WHOLE, one).settings.identity).toEqual({ ...DEFAULTS, userFrom: { default: 'email' } });
  const whole = { TOKENLEDGER_IDENTITY: `{ keys_url: "${KEYS}", issuer: other }`, ...one };
  expect(load(WHOLE, whole).settings.identity).toEqual({
    ...DEFAULTS,
    issuer: 'other',
    userFrom: { default: 'email' },
  });
});

test('what is set is printed at the start with its source', () => {
  const printed = (yaml: string, env?: Record<string, string>) =>
    load(yaml, env).report.find(({ key }) => key === 'identity');
  expect(printed('')).toEqual({ key: 'identity', value: 'none: no id token is verified', source: 'default' });
  expect(printed(WHOLE)).toEqual({
    key: 'identity',
    value: `issuer https://grafana.example/, keys ${KEYS}`,
    source: 'file',
  });
  expect(printed(WHOLE, { TOKENLEDGER_IDENTITY_AUDIENCE: 'org:1' })).toMatchObject({
    value: expect.stringContaining('audience org:1'),
    source: 'environment',
  });
});

test.each([
  ['identity: {}', 'identity.keys_url: must be an http or https address'],
  [`identity: { keys_url: "${KEYS}" }`, 'identity.issuer'],
  ['identity: { keys_url: "file:///etc/keys", issuer: a }', 'identity.keys_url: must be an http or https address'],
  [`identity: { keys_url: "${KEYS}", issuer: "" }`, 'identity.issuer: must be the root_url of Grafana'],
  [WHOLE.replace(' }', ', audience: 1 }'), 'identity.audience'],
  [WHOLE.replace(' }', ', audience: [org:0] }'), 'identity.audience'],
  [WHOLE.replace(' }', ', clock_leeway_seconds: 301 }'), 'identity.clock_leeway_seconds'],
  [WHOLE.replace(' }', ', clock_leeway_seconds: soon }'), 'identity.clock_leeway_seconds: must be seconds, 0 to 300'],
  [WHOLE.replace(' }', ', authenticated_by: [] }'), 'identity.authenticated_by'],
  [WHOLE.replace(' }', ', user_from: name }'), 'identity.user_from: must be one of login, email, verified_email, id'],
  [WHOLE.replace(' }', ', user_from: { saml: name } }'), 'identity.user_from'],
  [WHOLE.replace(' }', ', keys: a }'), 'unknown key identity.keys; allowed are keys_url, issuer'],
])('%s stops the start', (yaml, message) => {
  expect(() => load(yaml)).toThrow(message);
});
