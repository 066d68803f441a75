import { type APIRequestContext } from '@playwright/test';

export interface AlertState {
  readonly rule: string;
  /** Of the alert without what all alerts of the rule share: `model=gpt-4o provider=openai`. */
  readonly labels: string;
  /** For instance `Alerting (Error, KeepLast)`. */
  readonly state: string;
  readonly annotations: Record<string, string>;
}

const SHARED = /^(__.*|alertname|grafana_folder|severity|service|datasource_uid|ref_id)$/;

/** What the rules of a folder are evaluated to just now; null until each of them has been. */
export async function alertStates(request: APIRequestContext, folder: string): Promise<AlertState[] | null> {
  const response = await request.get('/api/prometheus/grafana/api/v1/rules');
  const { data } = (await response.json()) as {
    data: {
      groups: Array<{
        file: string;
        rules: Array<{
          name: string;
          lastEvaluation: string;
          alerts?: Array<{
            labels: Record<string, string>;
            state: string;
            annotations: Record<string, string>;
          }>;
        }>;
      }>;
    };
  };
  const rules = data.groups.filter(({ file }) => file === folder).flatMap((group) => group.rules);
  if (rules.length === 0 || rules.some(({ lastEvaluation }) => lastEvaluation.startsWith('0001'))) {
    return null;
  }
  return rules.flatMap(({ name, alerts = [] }) =>
    alerts.map(({ labels, state, annotations }) => ({ rule: name, labels: shownLabels(labels), state, annotations }))
  );
}

function shownLabels(labels: Record<string, string>): string {
  return Object.keys(labels)
    .filter((name) => !SHARED.test(name))
    .sort()
    .map((name) => `${name}=${labels[name]}`)
    .join(' ');
}

/** States that alerts have been in, each change once, by rule and labels. */
export class StateHistory {
  readonly #states = new Map<string, string[]>();
  readonly #timer: NodeJS.Timeout;

  constructor(request: APIRequestContext, folder: string) {
    this.#timer = setInterval(() => {
      // What cannot be read now is read a second later.
      alertStates(request, folder).then(
        (states) => states?.forEach((state) => this.#add(state)),
        () => {}
      );
    }, 1_000);
  }

  of(rule: string, labels: string): string[] {
    return this.#states.get(`${rule}|${labels}`) ?? [];
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #add({ rule, labels, state }: AlertState): void {
    const known = this.#states.get(`${rule}|${labels}`) ?? [];
    const [word = ''] = state.split(' ');
    if (known.at(-1) !== word) {
      this.#states.set(`${rule}|${labels}`, [...known, word]);
    }
  }
}
