import { type DimensionId } from '../../../contract/dimensions';
import { type DayParts } from '../../store/store';
import { type NaiveRow } from './naive-metrics';
import { wallClock } from './naive-time';

export interface NaiveFilter {
  readonly dimension: DimensionId;
  readonly operator: '=' | '!=' | '=~' | '!~';
  /** Texts or regular expressions; `@me` is the person asking. */
  readonly values: readonly string[];
}

/** What dimensions depend on besides the record. */
export interface NaiveContext {
  readonly timezone: string;
  readonly dayParts: DayParts;
  /** The person asking. */
  readonly me: string | null;
}

/** Whether a record passes all filters; one without values filters nothing. */
export function passes(row: NaiveRow, filters: readonly NaiveFilter[], context: NaiveContext): boolean {
  const saying = filters.filter(({ values }) => values.length > 0);
  return saying.every(({ dimension, operator, values }) => {
    const own = dimensionValue(dimension, row, context);
    const holds = (value: string) =>
      value === '@me' ? own === context.me : operator.endsWith('~') ? matchesWhole(value, own) : value === own;
    return values.some(holds) === !operator.startsWith('!');
  });
}

/** A dot is any character, a line break too. */
function matchesWhole(pattern: string, text: string): boolean {
  // The one flag that RE2 takes at the beginning and JavaScript does not.
  const plain = pattern.replace(/^\(\?i\)/, '');
  return new RegExp(`^(?:${plain})$`, plain === pattern ? 'su' : 'isu').test(text);
}

/** What a record is grouped under. */
export function dimensionValue(id: DimensionId, { record, rating }: NaiveRow, context: NaiveContext): string {
  if (id.startsWith('tag.')) {
    const { tags = {} } = record;
    const key = id.slice('tag.'.length);
    return Object.hasOwn(tags, key) ? tags[key]! : '(none)';
  }
  const { status_code, user = 'system' } = record;
  const { cost_source, multiplier } = rating;
  const status_class = `${String(status_code)[0]}xx`;
  const tier = multiplier < 1 ? 'economy' : multiplier < 2 ? 'standard' : 'premium';
  const values: Record<string, unknown> = {
    ...{ ...record, user, cost_source, status_class, tier },
    cost_check: costCheck(rating),
    multiplier: multiplier.toFixed(6).replace(/\.?0+$/, ''),
    ...(OF_TIME.has(id) ? clockOf(record.timestamp, context) : {}),
  };
  const value = values[id];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '(none)';
}

const OF_TIME: ReadonlySet<string> = new Set(['hour_of_day', 'weekday', 'day_part']);

function clockOf(time: number, { timezone, dayParts }: NaiveContext) {
  const wall = new Date(wallClock(time, timezone));
  const hour = wall.getUTCHours();
  const weekday = ((wall.getUTCDay() + 6) % 7) + 1;
  const peak = dayParts.peakDays.includes(weekday) && hour >= dayParts.peakFrom && hour < dayParts.peakTo;
  const day_part = peak ? 'peak' : dayParts.weekendDays.includes(weekday) ? 'weekend' : 'off_peak';
  return { hour_of_day: hour, weekday, day_part };
}

function costCheck({ cost_source, provider_cost: reported, computed_cost: computed }: NaiveRow['rating']) {
  if (cost_source !== 'reported' || reported === null || computed === null) {
    return undefined;
  }
  return 100n * (reported - computed) > reported || 100n * (computed - reported) > reported ? 'differs' : 'agrees';
}
