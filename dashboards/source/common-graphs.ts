import { type DimensionId } from '../../contract/dimensions.ts';
import { type MetricId } from '../../contract/metrics.ts';
import { type Panel } from './panel.ts';
import { graph } from './panels/graph.ts';
import { type Question, top, usage } from './question.ts';
import { PER } from './shared-variables.ts';

interface Parts {
  readonly title: string;
  readonly description: string;
  readonly metric: MetricId;
  readonly by: DimensionId | `$${string}`;
  readonly decimals?: number;
  readonly question?: Partial<Question>;
}

/** What adds up over time, stacked: the ten groups with the most, and all others as one. */
export function stackedParts({ metric, by, question, ...words }: Parts): Panel {
  return graph({
    ...words,
    draw: 'bars',
    stacked: true,
    legend: 'right',
    questions: [usage([metric], [by], { ...PER, ...top(10), ...question })],
  });
}
