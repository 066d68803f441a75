import { type LedgerFilter, type LedgerQuery } from '../types';
import { hasFilter, modifyFilters, toggleFilter } from './toggle-filter';

const filter = (operator: string, ...values: string[]): LedgerFilter => ({ dimension: 'team', operator, values });
const query = (...filters: LedgerFilter[]): LedgerQuery => ({ refId: 'A', metrics: ['cost'], filters });
const clicked = { key: 'team', value: 'search' };

describe('a value that is clicked in a table', () => {
  const click = (type: string, ...filters: LedgerFilter[]) =>
    modifyFilters(query(...filters), { type, options: clicked }).filters;

  it('is let through or left out', () => {
    expect(click('ADD_FILTER')).toEqual([filter('=', 'search')]);
    expect(click('ADD_FILTER_OUT')).toEqual([filter('!=', 'search')]);
  });

  it('takes the place of the opposite', () => {
    expect(click('ADD_FILTER', filter('!=', 'search'), filter('!=', 'ads'))).toEqual([
      filter('!=', 'ads'),
      filter('=', 'search'),
    ]);
    expect(click('ADD_FILTER_OUT', filter('=', 'search'))).toEqual([filter('!=', 'search')]);
  });

  it('narrows a list of values', () => {
    expect(click('ADD_FILTER', filter('=', 'search', 'ads'))).toEqual([
      filter('=', 'search', 'ads'),
      filter('=', 'search'),
    ]);
  });

  it('is not there twice', () => {
    expect(click('ADD_FILTER', filter('=', 'search'))).toEqual([filter('=', 'search')]);
  });

  it('may be known by its column’s title', () => {
    const options = { key: 'Served model', value: 'x' };
    expect(modifyFilters({ refId: 'A' }, { type: 'ADD_FILTER', options }).filters).toEqual([
      { dimension: 'response_model', operator: '=', values: ['x'] },
    ]);
  });

  it('is no filter where it stands for the rest, and texts of log lines are none', () => {
    const asked = query();
    expect(modifyFilters(asked, { type: 'ADD_FILTER', options: { key: 'team', value: '(other)' } })).toBe(asked);
    expect(modifyFilters(asked, { type: 'ADD_STRING_FILTER', options: { value: 'x' } })).toBe(asked);
    expect(modifyFilters(asked, { type: 'ADD_FILTER' })).toBe(asked);
  });
});

describe('a value that is clicked beside a log line', () => {
  it('is a filter until it is clicked again', () => {
    const once = toggleFilter(query(), clicked, '=');
    expect(once.filters).toEqual([filter('=', 'search')]);
    expect(hasFilter(once, clicked)).toBe(true);
    expect(toggleFilter(once, clicked, '=').filters).toEqual([]);
  });

  it.each(['severity', 'trace_id', 'span_id'])('is none for %s, which calls cannot be filtered by', (key) => {
    const asked = query();
    expect(toggleFilter(asked, { key, value: 'x' }, '=')).toBe(asked);
  });

  it('turns into its opposite', () => {
    const out = toggleFilter(query(filter('=', 'search')), clicked, '!=');
    expect(out.filters).toEqual([filter('!=', 'search')]);
    expect(hasFilter(out, clicked)).toBe(false);
  });

  it('is a new question', () => {
    const asked = query(filter('=', 'ads'));
    const before = JSON.stringify(asked);
    toggleFilter(asked, clicked, '=');
    expect(JSON.stringify(asked)).toBe(before);
  });
});
