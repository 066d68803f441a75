import { CoreApp } from '@grafana/data';
import { BUILT_IN } from '../catalogue';
import {
  dimensionOptions,
  granularityOptions,
  metricOptions,
  operatorOptions,
  rangeOptions,
  valueOptions,
  zoneOptions,
} from './options';

describe('the editor’s lists', () => {
  it('describe metrics, with the unit where neither title nor text tells', () => {
    const options = metricOptions(BUILT_IN.metrics);
    expect(options.find(({ value }) => value === 'error_rate')).toEqual({
      value: 'error_rate',
      label: 'Error rate',
      description: 'Errors ÷ requests. (%)',
      group: 'Traffic',
    });
    expect(options).toHaveLength(BUILT_IN.metrics.length);
  });

  it('offer texts and points in time to tables alone', () => {
    const offered = (granularity?: string) => metricOptions(BUILT_IN.metrics, granularity).map(({ value }) => value);
    expect(offered('none')).toContain('top_model');
    expect(offered('none')).toContain('last_used');
    expect(offered('day')).not.toContain('top_model');
    expect(offered('day')).not.toContain('last_used');
    expect(offered('day')).not.toContain('weekend_share');
    expect(offered('day')).toContain('models');
  });

  it('say what operators ask, and show unknown ones as they are', () => {
    const described = operatorOptions(BUILT_IN.operators).filter(({ description }) => description);
    expect(described.map(({ value }) => value)).toEqual(['=', '!=', '=~', '!~']);
    expect(operatorOptions(['>'])).toEqual([{ value: '>', label: '>' }]);
  });

  it('group dimensions', () => {
    expect(new Set(dimensionOptions(BUILT_IN.dimensions).map(({ group }) => group)).size).toBeGreaterThan(1);
  });

  it('have a title for every step and range, and show unknown ones as they are', () => {
    for (const { label, value } of [...granularityOptions(BUILT_IN.granularities), ...rangeOptions(BUILT_IN.ranges)]) {
      expect(label).not.toBe(value);
    }
    expect(granularityOptions(['quarter'])).toEqual([{ value: 'quarter', label: 'quarter' }]);
  });

  it('offer the dashboard’s zone, except to rules', () => {
    expect(zoneOptions('Asia/Tokyo', CoreApp.PanelEditor).slice(0, 3)).toEqual([
      { value: 'dashboard', label: 'Dashboard', description: 'As set in the time picker' },
      { value: 'ledger', label: 'Ledger', description: 'Asia/Tokyo' },
      { value: 'UTC', label: 'UTC' },
    ]);
    expect(zoneOptions(undefined, CoreApp.UnifiedAlerting)[0]?.value).toBe('ledger');
  });

  it('name the range and zone of the place where it is asked', () => {
    const named = (app?: CoreApp) => [rangeOptions([], app)[0]?.label, zoneOptions(undefined, app)[0]?.label];
    expect(named(CoreApp.PanelEditor)).toEqual(['Panel’s range', 'Dashboard']);
    expect(named(CoreApp.Explore)).toEqual(['Explore’s range', 'Explore']);
    // Settings of annotations.
    expect(named(undefined)).toEqual(['Time picker’s range', 'Time picker']);
    expect(named(CoreApp.UnifiedAlerting)).toEqual(['Rule’s range', 'Ledger']);
  });

  it('know the values that stand for something', () => {
    expect(valueOptions('user').map(({ value }) => value)).toEqual(['@me', 'system']);
    expect(valueOptions('team').map(({ value }) => value)).toEqual(['(none)']);
    expect(valueOptions('team', '!~').map(({ value }) => value)).toEqual(['\\(none\\)']);
  });
});
