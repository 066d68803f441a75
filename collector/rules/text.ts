/** Parts of Go templates, as annotations of Grafana's alert rules take them. */

/** Puts a comma before the last three digits in front of a point or comma. */
const COMMA = 'reReplaceAll `(\\d)(\\d{3})([.,])` `$1,$2$3`';

/** Dollars with cents, `$1,234.56`; exact to a billion, as each comma takes a step. */
export function dollars(refId: string): string {
  return `{{ printf "$%.2f" $values.${refId}.Value | ${COMMA} | ${COMMA} }}`;
}

/** The same of a number that is known already. */
export function dollarsOf(value: number): string {
  return `$${value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** A whole number. */
export function count(refId: string): string {
  return `{{ printf "%.0f" $values.${refId}.Value }}`;
}

/** A fraction as per cent. */
export function percent(refId: string): string {
  return `{{ $values.${refId}.Value | humanizePercentage }}`;
}

/** The same of a number that is known already. */
export function percentOf(fraction: number): string {
  // As much as anyone types: 0.07 * 100 is no whole number.
  return `${Number((fraction * 100).toPrecision(10))}%`;
}

/** Seconds as days, hours, minutes and seconds. */
export function duration(refId: string): string {
  return `{{ $values.${refId}.Value | humanizeDuration }}`;
}

export function label(name: string): string {
  return `{{ $labels.${name} }}`;
}

/** Path of a dashboard with variables set to labels of the alert. */
export function dashboardPath(uid: string, time: string, variables: Readonly<Record<string, string>> = {}): string {
  const chosen = Object.entries(variables).map(([name, of]) => `&var-${name}={{ urlquery $labels.${of} }}`);
  return `d/${uid}?from=${time}&to=now${chosen.join('')}`;
}
