import { type AuthProps } from '@grafana/plugin-ui';
import { type ConfigProps } from './props';

type Settings = ConfigProps['options'];
type CustomHeaders = NonNullable<AuthProps['customHeaders']>;
type Header = Parameters<CustomHeaders['onChange']>[0][number];

const NAME = 'httpHeaderName';
const VALUE = 'httpHeaderValue';

/**
 * Custom headers as they are saved: a name and a secret value under one number, from 1 without gaps.
 *
 * Instead of plugin-ui's own, which sorts 10 before 2 and, when one of several is removed, gives its secret to the next
 * one: what was saved under a number stays there, as no browser can move a secret.
 */
export function customHeaders(settings: Settings, onChange: (settings: Settings) => void): CustomHeaders {
  return {
    headers: savedHeaders(settings),
    onChange: (headers) => onChange(withHeaders(settings, headers)),
  };
}

/** In a row, the first is number 1. */
function savedHeaders({ jsonData, secureJsonFields }: Settings): Array<{ name: string; configured: boolean }> {
  const numbers = Object.keys(jsonData).flatMap((key) =>
    key.startsWith(NAME) ? [Number(key.slice(NAME.length))] : []
  );
  const names = jsonData as Record<string, unknown>;
  return numbers
    .sort((a, b) => a - b)
    .map((number) => ({
      name: String(names[NAME + number]),
      configured: Boolean(secureJsonFields?.[VALUE + number]),
    }));
}

function withHeaders(settings: Settings, headers: readonly Header[]): Settings {
  const saved = savedHeaders(settings);
  // A header without a name would fail every request.
  const named = headers.filter(({ name }) => name.trim() !== '');
  const jsonData: Record<string, unknown> = without(settings.jsonData, NAME);
  const secureJsonData: Record<string, unknown> = without(settings.secureJsonData, VALUE);
  const secureJsonFields: Record<string, boolean> = without(settings.secureJsonFields, VALUE);
  named.forEach(({ name, value, configured }, index) => {
    const number = index + 1;
    jsonData[NAME + number] = name.trim();
    const kept = configured && isKept(saved, headers, name, index);
    secureJsonFields[VALUE + number] = kept;
    if (!kept) {
      secureJsonData[VALUE + number] = value;
    }
  });
  // An empty text is what makes Grafana forget a secret.
  for (let number = named.length + 1; number <= saved.length; number++) {
    secureJsonFields[VALUE + number] = false;
    secureJsonData[VALUE + number] = '';
  }
  return { ...settings, jsonData, secureJsonData, secureJsonFields };
}

/** Whether the secret under this number is this header's: it has the name, or none was removed and it was renamed. */
function isKept(
  saved: ReadonlyArray<{ name: string }>,
  headers: readonly Header[],
  name: string,
  index: number
): boolean {
  return saved[index]?.name === name || (headers.length >= saved.length && !saved.some((one) => one.name === name));
}

function without<T>(record: Readonly<Record<string, T>> | object | undefined, prefix: string): Record<string, T> {
  const entries = Object.entries((record ?? {}) as Record<string, T>);
  return Object.fromEntries(entries.filter(([key]) => !key.startsWith(prefix)));
}
