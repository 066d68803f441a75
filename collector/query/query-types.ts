import { INTAKE_DIMENSIONS, INTAKE_METRICS } from '../../contract/intake';
import { type QueryType } from '../../contract/query';
import { type SchemaDocument } from '../../contract/schema';
import { type Scope, seesEverything } from '../access/scope';
import { answerAnnotations } from './annotations/answer';
import { answerAudit } from './audit/answer';
import { answerIntake } from './intake/answer';
import { type QueryHandler } from './query-handler';
import { answerRequests } from './requests/answer';
import { answerUsage } from './usage';

/** Everything that can be asked, by `queryType`: a new kind is one folder and one entry here and in the contract. */
export const QUERY_HANDLERS: Readonly<Record<QueryType, QueryHandler>> = {
  usage: answerUsage,
  requests: answerRequests,
  intake: answerIntake,
  annotations: answerAnnotations,
  audit: answerAudit,
};

interface Offer {
  readonly queryType: SchemaDocument['queryTypes'][number] & { id: QueryType };
  readonly isFor: (scope: Scope) => boolean;
}

const OFFERS: readonly Offer[] = [
  {
    queryType: { id: 'usage', title: 'Usage', description: 'Sums, counts, ratios and averages of calls.' },
    isFor: () => true,
  },
  {
    queryType: { id: 'requests', title: 'Requests', description: 'Single calls, as a table or as log lines.' },
    isFor: ({ alert, hiddenDimensions }) => !alert && !hiddenDimensions.includes('user'),
  },
  {
    queryType: {
      id: 'intake',
      title: 'Intake',
      description: 'What arrived from which source, how late, since when nothing has, and how the collector is doing.',
      metrics: [...INTAKE_METRICS],
      dimensions: [...INTAKE_DIMENSIONS],
    },
    isFor: ({ rows, money, alert }) => rows === 'all' && (money === 'all' || alert),
  },
  {
    queryType: {
      id: 'annotations',
      title: 'Annotations',
      description: 'New prices and rules, re-prices and other changes, to be marked on graphs.',
    },
    isFor: (scope) => !scope.alert && seesEverything(scope),
  },
  {
    queryType: { id: 'audit', title: 'Audit log', description: 'Administrative acts: who, when, what and why.' },
    isFor: (scope) => !scope.alert && seesEverything(scope),
  },
];

/** What the one asking is offered. */
export function offeredQueryTypes(scope: Scope): SchemaDocument['queryTypes'] {
  return OFFERS.filter(({ isFor }) => isFor(scope)).map(({ queryType }) => queryType);
}
