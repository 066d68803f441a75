import { type Frame, type FrameField, type FrameMeta, type FrameNotice } from '../../../contract/frame';
import { type Scope } from '../../access/scope';
import { type LogEntry } from '../../store/store';
import { columnsFor } from './columns';
import { logId, logLabels, logLine, logSeverity } from './log-line';

interface RequestsAnswer {
  readonly refId: string;
  readonly entries: readonly LogEntry[];
  readonly notices: FrameNotice[];
  readonly custom: Record<string, unknown>;
}

/** One row per call, every column that the scope may see. */
export function tableFrame({ refId, entries, notices, custom }: RequestsAnswer, scope: Scope): Frame {
  const columns = columnsFor(scope);
  const meta: FrameMeta = { type: 'table', typeVersion: [0, 1], preferredVisualisationType: 'table', notices, custom };
  return {
    schema: { refId, meta, fields: columns.map(({ field }) => field) },
    data: { values: columns.map(({ value }) => entries.map((entry) => value(entry, scope))) },
  };
}

/**
 * One line per call, in the names and the version of Grafana's data plane contract for logs. What follows its five fields
 * is shown in a line's details; null is not.
 */
export function logLinesFrame({ refId, entries, notices, custom }: RequestsAnswer, scope: Scope): Frame {
  const meta: FrameMeta = {
    type: 'log-lines',
    typeVersion: [0, 0],
    preferredVisualisationType: 'logs',
    notices,
    custom,
  };
  return {
    schema: { refId, meta, fields: LOG_FIELDS },
    data: {
      values: [
        entries.map(({ record }) => record.timestamp),
        entries.map((entry) => logLine(entry, scope)),
        entries.map(({ record }) => logSeverity(record)),
        entries.map((entry) => logId(entry, scope)),
        entries.map((entry) => logLabels(entry, scope)),
        entries.map(({ record }) => record.trace_id ?? null),
        entries.map(({ record }) => record.span_id ?? null),
      ],
    },
  };
}

const LOG_FIELDS: FrameField[] = [
  { name: 'timestamp', type: 'time', typeInfo: { frame: 'time.Time' } },
  { name: 'body', type: 'string', typeInfo: { frame: 'string' } },
  { name: 'severity', type: 'string', typeInfo: { frame: 'string' } },
  { name: 'id', type: 'string', typeInfo: { frame: 'string' } },
  { name: 'labels', type: 'other', typeInfo: { frame: 'json.RawMessage' } },
  { name: 'trace_id', type: 'string', typeInfo: { frame: 'string', nullable: true } },
  { name: 'span_id', type: 'string', typeInfo: { frame: 'string', nullable: true } },
];
