import { INTAKE_METRICS } from '../../contract/intake';
import { type QueryType } from '../../contract/query';
import { type SchemaDocument } from '../../contract/schema';
import { type Scope } from '../access/scope';
import { answerIntake } from './intake/answer';
import { type QueryHandler } from './query-handler';
import { answerUsage } from './usage';

/** Everything that can be asked, by `queryType`: a new kind is one folder and one entry here and in the contract. */
export const QUERY_HANDLERS: Readonly<Record<QueryType, QueryHandler>> = {
  usage: answerUsage,
  intake: answerIntake,
};

/** What the one asking is offered. */
export function offeredQueryTypes(scope: Scope): SchemaDocument['queryTypes'] {
  return [
    { id: 'usage', title: 'Usage', description: 'Sums, counts, ratios and averages of calls.' },
    ...(scope.rows === 'all' && (scope.money === 'all' || scope.alert)
      ? [
          {
            id: 'intake',
            title: 'Intake',
            description: 'What arrived from which source, how late, and since when nothing has.',
            metrics: [...INTAKE_METRICS],
          },
        ]
      : []),
  ];
}
