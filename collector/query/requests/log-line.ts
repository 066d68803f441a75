import { type DimensionId, SYSTEM_USER, tagDimension } from '../../../contract/dimensions';
import { type UsageRecord } from '../../../contract/record';
import { type Scope } from '../../access/scope';
import { usdText } from '../../pricing/decimal';
import { creditTier } from '../../pricing/multipliers';
import { succeeded } from '../../pricing/price-record';
import { type LogEntry } from '../../store/store';
import { totalTokens } from './columns';

/** A call in one readable line: model, user, tokens, cost, latency, status. */
export function logLine({ record, rating }: LogEntry, scope: Scope): string {
  const tokens = totalTokens(record);
  const parts = [
    ...(isHidden('model', scope) ? [] : [record.model]),
    ...(isHidden('user', scope) ? [] : [record.user ?? SYSTEM_USER]),
    ...(tokens === null ? [] : [`${tokens} tokens (${record.input_tokens ?? 0} in, ${record.output_tokens ?? 0} out)`]),
    ...(record.units === undefined
      ? []
      : [`${record.units} ${isHidden('unit', scope) ? 'units' : (record.unit ?? 'units')}`]),
    ...(scope.money === 'none' ? [] : [rating.cost === null ? 'unpriced' : `${usdText(rating.cost)} USD`]),
    ...(record.latency_ms === undefined ? [] : [`${record.latency_ms} ms`]),
    ...(isHidden('status_code', scope) ? [] : [String(record.status_code)]),
  ];
  const type = isHidden('error_type', scope) ? undefined : record.error_type;
  const failure = [type, record.error].filter((text) => text !== undefined).join(': ');
  return [...parts, ...(failure ? [failure] : [])].join(' · ').replaceAll(/\s*[\r\n]+\s*/g, ' ');
}

/** Grafana's word for how bad it is: the caller's mistakes are warnings. */
export function logSeverity(record: UsageRecord): 'info' | 'warning' | 'error' {
  if (succeeded(record)) {
    return 'info';
  }
  return record.status_code >= 400 && record.status_code < 500 ? 'warning' : 'error';
}

/** The call's identity, which begins with its source. */
export function logId({ record: { source, id } }: LogEntry, scope: Scope): string {
  return isHidden('source', scope) ? id : `${source}/${id}`;
}

const LABELS = [
  'user',
  'team',
  'organization',
  'project',
  'api_key',
  'environment',
  'task',
  'configuration',
  'source',
  'provider',
  'model',
  'response_model',
  'region',
  'service_tier',
  'operation',
  'endpoint',
  'status_code',
  'error_type',
  'unit',
] as const satisfies ReadonlyArray<DimensionId & keyof UsageRecord>;

/** The dimensions that the call has a value for, tags too, as far as the scope may use them. */
export function logLabels({ record, rating }: LogEntry, scope: Scope): Record<string, string> {
  const labels: Array<[DimensionId, string | number | undefined]> = [
    ...LABELS.map((id): [DimensionId, string | number | undefined] => [id, record[id]]),
    ...(scope.money === 'none'
      ? []
      : ([
          ['cost_source', rating.cost_source],
          ['tier', creditTier(rating.multiplier)],
        ] as Array<[DimensionId, string]>)),
    ...Object.entries(record.tags ?? {}).map(([key, value]): [DimensionId, string] => [tagDimension(key), value]),
  ];
  const seen = labels.filter(([id, value]) => value !== undefined && !isHidden(id, scope));
  return Object.fromEntries(seen.map(([id, value]) => [id, String(value)]));
}

function isHidden(id: DimensionId, { hiddenDimensions }: Scope): boolean {
  return hiddenDimensions.includes(id);
}
