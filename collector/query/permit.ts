import { ME } from '../../contract/dimensions';
import { type Scope } from '../access/scope';
import { ledgerError } from '../errors';
import { type Filter } from '../store/store';
import { PROVIDER_MONEY } from './metrics';
import { type Question } from './question';

/** The question as the scope allows it, with `@me` resolved; throws where it may not be asked. */
export function permitQuestion(question: Question, scope: Scope): Question {
  const money = question.metrics.find((metric) => scope.money === 'customer' && PROVIDER_MONEY.has(metric));
  if (money) {
    throw ledgerError('forbidden', `${money} is shown to administrators; cost is what you may see`, 'metrics');
  }
  const hidden = [...question.groupBy, ...question.filters.map(({ dimension }) => dimension)].find((dimension) =>
    scope.hiddenDimensions.includes(dimension)
  );
  if (hidden) {
    throw ledgerError('forbidden', `${hidden} may not be used by ${scope.alert ? 'alert rules' : 'you'}`, hidden);
  }
  if (scope.alert && question.metrics.length > 1) {
    throw ledgerError(
      'invalid_query',
      `An alert rule takes one metric per query, this one has ${question.metrics.join(', ')}: make a query of each`,
      'metrics'
    );
  }
  return { ...question, filters: question.filters.map((filter) => resolveMe(filter, scope)) };
}

function resolveMe(filter: Filter, { user }: Scope): Filter {
  if (!filter.values.includes(ME)) {
    return filter;
  }
  if (user === null) {
    throw ledgerError('invalid_query', '@me stands for the person asking, and nobody is signed in', 'filters');
  }
  return { ...filter, values: filter.values.map((value) => (value === ME ? user : value)) };
}
