import { type AnnotationQuery } from '@grafana/data';
import { type LedgerQuery } from '../types';
import { annotationSupport } from './annotation-support';

const annotation = (target?: Partial<LedgerQuery>) =>
  ({ name: 'Changes', enable: true, iconColor: 'red', target }) as AnnotationQuery<LedgerQuery>;

describe('annotations of a dashboard', () => {
  it('start with what changed the numbers', () => {
    expect(annotationSupport.getDefaultQuery?.()).toMatchObject({ queryType: 'annotations', timezone: 'dashboard' });
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
