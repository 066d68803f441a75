/** Query types that measure. All others list something, newer collectors' own too, and name no metrics. */
const MEASURING: ReadonlySet<string> = new Set(['usage', 'intake']);

/** Whether a question of this type has to name metrics. Without a type it is about usage. */
export function takesMetrics(queryType: string | undefined): boolean {
  return !queryType || MEASURING.has(queryType);
}
