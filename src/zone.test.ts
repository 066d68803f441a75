import { isZone, resolveZone, zoneName } from './zone';

const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

afterEach(() => jest.restoreAllMocks());

describe('zone', () => {
  it.each([
    ['utc', 'UTC'],
    ['browser', browserZone],
    ['', browserZone],
    [undefined, browserZone],
    ['Asia/Kathmandu', 'Asia/Kathmandu'],
  ])('Grafana’s %p is %p', (timezone, expected) => {
    expect(zoneName(timezone)).toBe(expected);
  });

  it('is the ledger’s where the browser hides its own', () => {
    const format = new Intl.DateTimeFormat();
    const options = { ...format.resolvedOptions(), timeZone: undefined as unknown as string };
    jest.spyOn(Intl, 'DateTimeFormat').mockReturnValue(Object.assign(format, { resolvedOptions: () => options }));
    expect(zoneName('browser')).toBe('ledger');
  });

  it('replaces the dashboard’s only', () => {
    expect(resolveZone('dashboard', 'utc')).toBe('UTC');
    expect(resolveZone('ledger', 'utc')).toBe('ledger');
    expect(resolveZone('Europe/Berlin', 'utc')).toBe('Europe/Berlin');
    expect(resolveZone(undefined, 'utc')).toBeUndefined();
  });

  it('knows IANA names from others', () => {
    expect(isZone('Europe/Berlin')).toBe(true);
    expect(isZone('Berlin')).toBe(false);
    expect(isZone('')).toBe(false);
  });
});
