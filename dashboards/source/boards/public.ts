import { REQUESTS } from '../common-tiles.ts';
import { plainDashboard } from '../dashboard.ts';
import { even, line, opening, TILE } from '../layout.ts';
import { graph, RED_ERRORS } from '../panels/graph.ts';
import { tile } from '../panels/tile.ts';
import { daily, PROVISIONED } from '../question.ts';

export const publicSummary = plainDashboard(
  {
    board: 'public',
    title: 'Public summary',
    question: 'How much are language models used here, and do they work?',
    note: 'Nothing personal. It shows what the policy lets the public see; days are those of UTC.',
    sections: [
      opening(
        even(
          TILE,
          REQUESTS,
          tile({
            title: 'Tokens',
            metric: 'total_tokens',
            description: 'Input and output tokens, cached ones included.',
          }),
          tile({ title: 'Success rate', metric: 'success_rate', description: 'Calls with status 2xx ÷ all calls.' }),
          tile({
            title: 'Median latency',
            metric: 'latency_p50',
            description: 'Half of the calls took at most this long.',
          })
        ),
        line(10, [
          24,
          graph({
            title: 'Requests per day',
            description: 'Calls, and how many of them failed.',
            draw: 'bars',
            color: 'blue',
            overrides: [RED_ERRORS],
            questions: [daily(['requests', 'errors'])],
          }),
        ])
      ),
    ],
  },
  PROVISIONED
);
