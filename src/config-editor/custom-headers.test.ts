import { customHeaders } from './custom-headers';
import { type ConfigProps } from './props';

type Settings = ConfigProps['options'];

const SAVED = {
  jsonData: { timeout: 5, httpHeaderName1: 'X-A', httpHeaderName2: 'X-B', httpHeaderName3: 'X-C' },
  secureJsonData: {},
  secureJsonFields: { token: true, httpHeaderValue1: true, httpHeaderValue2: true, httpHeaderValue3: true },
} as unknown as Settings;
const [a, b, c] = ['X-A', 'X-B', 'X-C'].map((name) => ({ name, value: '', configured: true }));

type Headers = Parameters<ReturnType<typeof customHeaders>['onChange']>[0];

function saved(headers: Headers, settings: Settings = SAVED): Settings {
  let next = settings;
  customHeaders(settings, (changed) => (next = changed)).onChange(headers);
  return next;
}

describe('custom headers', () => {
  it('are listed by number', () => {
    const names = Object.fromEntries([10, 2, 1].map((number) => [`httpHeaderName${number}`, `X-${number}`]));
    const { headers } = customHeaders({ ...SAVED, jsonData: names }, jest.fn());
    expect(headers.map(({ name }) => name)).toEqual(['X-1', 'X-2', 'X-10']);
  });

  it('are added with their secret, and leave the others alone', () => {
    const { jsonData, secureJsonData, secureJsonFields } = saved([
      a!,
      b!,
      c!,
      { name: ' X-D ', value: 'd', configured: false },
    ]);
    expect(jsonData).toEqual({ ...SAVED.jsonData, httpHeaderName4: 'X-D' });
    expect(secureJsonData).toEqual({ httpHeaderValue4: 'd' });
    expect(secureJsonFields).toEqual({ ...SAVED.secureJsonFields, httpHeaderValue4: false });
  });

  it('get a new secret under their own number', () => {
    const { secureJsonData, secureJsonFields } = saved([a!, { ...b!, value: 'new', configured: false }, c!]);
    expect(secureJsonData).toEqual({ httpHeaderValue2: 'new' });
    expect(secureJsonFields).toMatchObject({ httpHeaderValue1: true, httpHeaderValue2: false, httpHeaderValue3: true });
  });

  it('keep their secret when they are renamed', () => {
    const { jsonData, secureJsonFields } = saved([a!, { ...b!, name: 'X-New' }, c!]);
    expect(jsonData).toMatchObject({ httpHeaderName2: 'X-New' });
    expect(secureJsonFields).toMatchObject({ httpHeaderValue2: true });
  });

  it('never get the secret of one that was removed', () => {
    const { jsonData, secureJsonData, secureJsonFields } = saved([b!, c!]);
    expect(jsonData).toEqual({ timeout: 5, httpHeaderName1: 'X-B', httpHeaderName2: 'X-C' });
    expect(secureJsonData).toEqual({ httpHeaderValue1: '', httpHeaderValue2: '', httpHeaderValue3: '' });
    expect(secureJsonFields).toEqual({
      token: true,
      httpHeaderValue1: false,
      httpHeaderValue2: false,
      httpHeaderValue3: false,
    });
  });

  it('before one that was removed keep theirs', () => {
    const { secureJsonData, secureJsonFields } = saved([a!, b!]);
    expect(secureJsonData).toEqual({ httpHeaderValue3: '' });
    expect(secureJsonFields).toMatchObject({ httpHeaderValue1: true, httpHeaderValue2: true, httpHeaderValue3: false });
  });

  it('without a name are not saved', () => {
    expect(saved([a!, b!, c!, { name: ' ', value: 'x', configured: false }]).jsonData).toEqual(SAVED.jsonData);
  });
});
