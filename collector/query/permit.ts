import { type DimensionId, ME } from '../../contract/dimensions';
import { isTextMetric, metricInfo, type TextMetricId } from '../../contract/metrics';
import { GRANTED_BY } from '../access/policy/policy';
import { type Scope } from '../access/scope';
import { ledgerError, type LedgerError } from '../errors';
import { quotePattern } from '../store/pattern';
import { type Filter } from '../store/store';
import { isHiddenMoney } from './metrics';
import { type Question } from './question';

const TOLD_BY_ENTRY: readonly DimensionId[] = ['model', 'provider', 'service_tier', 'unit', 'cost_source'];

/** The question as the scope allows it, with `@me` resolved; throws where it may not be asked. */
export function permitQuestion(question: Question, scope: Scope): Question {
  const who = scope.alert ? 'alert rules' : 'you';
  const money = question.metrics.find((metric) => isHiddenMoney(metricInfo(metric), scope.money));
  if (money) {
    const instead = scope.money === 'customer' ? 'cost is what you may see' : 'you may see no amounts';
    throw ledgerError('forbidden', `${money} is not shown to ${who}: ${instead}. ${GRANTED_BY}`, 'metrics');
  }
  const hidden = [...question.groupBy, ...question.filters.map(({ dimension }) => dimension)].find((dimension) =>
    scope.hiddenDimensions.includes(dimension)
  );
  if (hidden) {
    throw ledgerError('forbidden', `${hidden} may not be used by ${who}. ${GRANTED_BY}`, hidden);
  }
  if (question.metrics.includes('top_model') && scope.hiddenDimensions.includes('model')) {
    throw ledgerError('forbidden', `top_model may not be used by ${who}: it names a model. ${GRANTED_BY}`, 'metrics');
  }
  if (question.metrics.includes('status_help') && scope.hiddenDimensions.includes('status_code')) {
    throw ledgerError(
      'forbidden',
      `status_help may not be used by ${who}: it tells the status. ${GRANTED_BY}`,
      'metrics'
    );
  }
  const told = TOLD_BY_ENTRY.find((dimension) => scope.hiddenDimensions.includes(dimension));
  if (question.metrics.includes('price_entry') && told) {
    throw ledgerError('forbidden', `price_entry may not be used by ${who}: it tells ${told}. ${GRANTED_BY}`, 'metrics');
  }
  const several = scope.alert ? whySeveralValues(question) : null;
  if (several) {
    throw several;
  }
  const notices = scope.notice === undefined ? question.notices : [...question.notices, scope.notice];
  // A rule's numbers have no reader.
  const tellsCostSource = !scope.alert && !scope.hiddenDimensions.includes('cost_source');
  return { ...question, notices, tellsCostSource, filters: question.filters.map((filter) => resolveMe(filter, scope)) };
}

/** What texts are about. */
const SUBJECTS: Readonly<Record<TextMetricId, DimensionId>> = {
  top_model: 'model',
  price_entry: 'model',
  status_help: 'status_code',
};

/** Why an alert rule would get more than one number per label set; said to the one on call. */
function whySeveralValues({ metrics, share, unused, compare, compareAs }: Question): LedgerError | null {
  if (metrics.length > 1) {
    return ledgerError(
      'invalid_query',
      `An alert rule takes one metric per query, this one has ${metrics.join(', ')}: make a query of each`,
      'metrics'
    );
  }
  const text = metrics.find(isTextMetric);
  if (text) {
    return ledgerError(
      'invalid_query',
      `An alert rule takes a number, and ${text} is a text: group by ${SUBJECTS[text]} and take requests`,
      'metrics'
    );
  }
  const instant = metrics.find((metric) => metricInfo(metric).kind === 'instant');
  if (instant) {
    return ledgerError(
      'invalid_query',
      `An alert rule compares a number with a threshold, and ${instant} is a point in time: take requests over a range such as 1h, and fire below 1`,
      'metrics'
    );
  }
  if (share) {
    return ledgerError(
      'invalid_query',
      'An alert rule takes one value per query, and share adds another: switch share off',
      'share'
    );
  }
  if (unused) {
    return ledgerError(
      'invalid_query',
      'An alert rule takes a value for each group, and unused ones have none: switch unused off',
      'unused'
    );
  }
  return compare && compareAs === 'fields'
    ? ledgerError(
        'invalid_query',
        'An alert rule takes one value per query, and compareAs fields gives several: set compareAs to previous or change',
        'compareAs'
      )
    : null;
}

/** In regular expressions the person's name stands for itself, whatever characters are in it. */
function resolveMe(filter: Filter, { user }: Scope): Filter {
  if (!filter.values.includes(ME)) {
    return filter;
  }
  if (user === null) {
    throw ledgerError('invalid_query', '@me stands for the person asking, and nobody is signed in', 'filters');
  }
  const me = filter.operator === '=~' || filter.operator === '!~' ? quotePattern(user) : user;
  return { ...filter, values: filter.values.map((value) => (value === ME ? me : value)) };
}
