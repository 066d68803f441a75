import { type Panel } from '../panel.ts';
import { type Question } from '../question.ts';

/** Calls as lines, newest first, to be unfolded. */
export function logLines(title: string, description: string, question: Question): Panel {
  return {
    type: 'logs',
    title,
    description,
    targets: [{ ...question, format: 'logs' }],
    options: {
      showTime: true,
      showLabels: false,
      showCommonLabels: false,
      wrapLogMessage: false,
      prettifyLogMessage: false,
      enableLogDetails: true,
      enableInfiniteScrolling: true,
      dedupStrategy: 'none',
      sortOrder: 'Descending',
    },
  };
}
