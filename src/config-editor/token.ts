import { type ConfigProps } from './props';

type Settings = ConfigProps['options'];

/** Settings with a token typed, to be saved among the secrets. */
export function withToken(settings: Settings, token: string): Settings {
  return { ...settings, secureJsonData: { ...settings.secureJsonData, token } };
}

/** Settings without a token: an empty one is what makes Grafana forget the saved one. */
export function withoutToken(settings: Settings): Settings {
  return {
    ...withToken(settings, ''),
    secureJsonFields: { ...settings.secureJsonFields, token: false },
  };
}
