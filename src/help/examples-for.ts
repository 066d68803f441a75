import { CoreApp } from '@grafana/data';
import { type Example, EXAMPLES } from './examples';

/** Examples that fit where the question is asked: rules get those with one number for each set of labels. */
export function examplesFor(app: CoreApp | undefined): readonly Example[] {
  return app === CoreApp.UnifiedAlerting ? EXAMPLES.filter(({ alerting }) => alerting) : EXAMPLES;
}
