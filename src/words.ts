const GRANULARITIES: Readonly<Record<string, { title: string; sentence: string }>> = {
  auto: { title: 'Auto', sentence: 'over time' },
  none: { title: 'Total', sentence: 'in total' },
  minute: { title: '1 minute', sentence: 'per minute' },
  '5m': { title: '5 minutes', sentence: 'per 5 minutes' },
  '15m': { title: '15 minutes', sentence: 'per 15 minutes' },
  '30m': { title: '30 minutes', sentence: 'per 30 minutes' },
  hour: { title: 'Hour', sentence: 'per hour' },
  '6h': { title: '6 hours', sentence: 'per 6 hours' },
  day: { title: 'Day', sentence: 'per day' },
  week: { title: 'Week (from Monday)', sentence: 'per week' },
  month: { title: 'Month', sentence: 'per month' },
};

const RANGES: Readonly<Record<string, string>> = {
  '1h': 'Last hour',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  '1M': 'Last month to now',
  '3M': 'Last 3 months to now',
  '6M': 'Last 6 months to now',
  '12M': 'Last 12 months to now',
  today: 'Today',
  yesterday: 'Yesterday',
  month: 'This month',
  previous_month: 'Previous month',
  all: 'All time',
};

const COMPARISONS: Readonly<Record<string, { title: string; sentence: string }>> = {
  previous_period: { title: 'Period before', sentence: 'the period before' },
  day: { title: 'Day before', sentence: 'a day before' },
  week: { title: 'Week before', sentence: 'a week before' },
  month: { title: 'Month before', sentence: 'a month before' },
};

/** Title of a bucket size; one that this version does not know is shown as it is. */
export function granularityTitle(id: string): string {
  return lookUp(GRANULARITIES, id)?.title ?? id;
}

/** The same as a part of a sentence. */
export function granularityPhrase(id: string): string {
  return lookUp(GRANULARITIES, id)?.sentence ?? `per ${id}`;
}

/** Title of a named range. */
export function rangeTitle(id: string): string {
  return lookUp(RANGES, id) ?? id;
}

/** Title of a comparison. */
export function comparisonTitle(id: string): string {
  return lookUp(COMPARISONS, id)?.title ?? id;
}

/** A comparison as a part of a sentence: which values are shown. */
export function comparisonPhrase(compare: string, compareAs: string | undefined): string {
  const then = lookUp(COMPARISONS, compare)?.sentence ?? compare;
  if (compareAs === 'previous') {
    return `values of ${then}`;
  }
  return compareAs === 'change' ? `change from ${then}` : `compared with ${then}`;
}

/** Starts a word in lower case, abbreviations such as “API” left alone. */
export function inSentence(title: string): string {
  return /^\p{Lu}\p{Ll}/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

/** “a, b and c”. */
export function enumerate(words: string[], last = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

function lookUp<Word>(words: Readonly<Record<string, Word>>, id: string): Word | undefined {
  return Object.hasOwn(words, id) ? words[id] : undefined;
}
