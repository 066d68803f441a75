import { kindOf } from './query-editor/query-kinds';

/** Whether a question of this type has to name metrics. Without a type it is about usage. */
export function takesMetrics(queryType: string | undefined): boolean {
  return kindOf(queryType).measures;
}
