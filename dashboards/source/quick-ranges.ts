/** One-click ranges. Days are whole days of the dashboard's zone, today included. */
export const QUICK_RANGES = [
  range('Last hour', 'now-1h'),
  range('Last 24 hours', 'now-24h'),
  range('Today', 'now/d'),
  range('Yesterday', 'now-1d/d', 'now-1d/d'),
  range('Last 7 days', 'now-6d/d'),
  range('Last 4 weeks', 'now-27d/d'),
  range('Last 30 days', 'now-29d/d'),
  range('Last 90 days', 'now-89d/d'),
  range('Month to date', 'now/M'),
  range('Previous month', 'now-1M/M', 'now-1M/M'),
  range('Since a month ago', 'now-1M'),
  range('Last 3 months', 'now-3M'),
  range('Last 6 months', 'now-6M'),
  range('Last year', 'now-1y'),
  // Nobody sold calls of language models before: a graph of more years would be empty but for a sliver.
  range('All (7 years)', 'now-7y'),
];

function range(display: string, from: string, to = 'now') {
  return { display, from, to };
}
