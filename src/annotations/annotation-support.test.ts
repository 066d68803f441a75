import { type AnnotationQuery, CoreApp } from '@grafana/data';
import { newQuery } from '../defaults';
import { displayText } from '../display-text';
import { type LedgerQuery } from '../types';
import { annotationSupport } from './annotation-support';

const annotation = (target?: Partial<LedgerQuery>) =>
  ({ name: 'Changes', enable: true, iconColor: 'red', target }) as AnnotationQuery<LedgerQuery>;

/** With the words of a new panel where a question has none of its own but these. */
function asGrafanaAsks(query: LedgerQuery): LedgerQuery {
  const { refId: _refId, queryType: _queryType, datasource: _datasource, hide: _hide, key: _key, ...words } = query;
  return Object.keys(words).length === 0 ? { ...newQuery(CoreApp.PanelEditor), ...query } : query;
}

describe('annotations of a dashboard', () => {
  it('start with what changed the numbers', () => {
    expect(annotationSupport.getDefaultQuery?.()).toMatchObject({ queryType: 'annotations' });
  });

  it.each<Partial<LedgerQuery> | undefined>([
    undefined,
    { refId: 'Anno', queryType: 'annotations' },
    { refId: 'Anno', queryType: 'annotations', kinds: ['price'] },
    { refId: 'Anno', queryType: 'annotations', kinds: [], timezone: 'dashboard', range: 'month' },
    { refId: 'Anno', queryType: 'requests', min_cost: 1 },
  ])('ask what their editor shows: %j', (target) => {
    const shown = { ...annotationSupport.getDefaultQuery?.(), ...target, refId: 'Anno' };
    const asked = asGrafanaAsks(annotationSupport.prepareQuery?.(annotation(target)) as LedgerQuery);
    expect(displayText(asked)).toBe(displayText(shown));
    expect({ ...asked, kinds: asked.kinds ?? [] }).toEqual({ ...shown, kinds: target?.kinds ?? [] });
  });

  it.each([undefined, {}, { refId: 'Anno', queryType: '' }])('saved as %j ask for the same', (target) => {
    expect(annotationSupport.prepareQuery?.(annotation(target))).toMatchObject({ queryType: 'annotations' });
  });

  it('may ask anything that has times and texts', () => {
    const target = { refId: 'Anno', queryType: 'requests', min_cost: 1 };
    expect(annotationSupport.prepareQuery?.(annotation(target))).toEqual(target);
  });

  it('keep what was saved of how they look', () => {
    const saved = annotation({ refId: 'Anno', kinds: ['price'] });
    expect(annotationSupport.prepareAnnotation?.(saved)).toEqual({
      ...saved,
      target: { refId: 'Anno', kinds: ['price'], queryType: 'annotations' },
    });
  });

  it('are the same object where nothing is to be changed, which ends the asking of Grafana’s editor', () => {
    const fixed: unknown = annotationSupport.prepareAnnotation?.(annotation());
    expect(annotationSupport.prepareAnnotation?.(fixed)).toBe(fixed);
  });
});
