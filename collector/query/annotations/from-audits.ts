import { type AnnotationKind } from '../../../contract/annotations';
import { FIRST_START } from '../../audit/configuration-changes';
import { type AuditEntry } from '../../store/store';
import { type Annotation } from './annotation';

/** Acts that change what numbers say, by the audit log's name for them. Others, who looked above all, are no news to a graph. */
const ACTS: Readonly<Record<string, { kind: AnnotationKind; title: string }>> = {
  configuration: { kind: 'configuration', title: 'Prices, rules or directory changed' },
  reprice: { kind: 'reprice', title: 'Records re-priced' },
  reattribute: { kind: 'reattribute', title: 'Records re-attributed' },
  erase: { kind: 'erase', title: 'A person’s data erased' },
  pseudonymise: { kind: 'erase', title: 'A person pseudonymised' },
};

/** Marks from acts, newest first. What has a start and an end, told by `run`, is one mark with a stretch of time. */
export function annotationsFromAudits(entries: readonly AuditEntry[]): Annotation[] {
  const runs = new Map<string, AuditEntry[]>();
  entries.forEach((entry, index) => {
    if (!Object.hasOwn(ACTS, entry.act)) {
      return;
    }
    const { run } = entry.details;
    const key = typeof run === 'string' ? `${entry.act}/${run}` : `${entry.act}/${entry.time}/${index}`;
    runs.set(key, [...(runs.get(key) ?? []), entry]);
  });
  return [...runs].map(([id, acts]) => annotationOf(id, acts));
}

function annotationOf(id: string, acts: readonly AuditEntry[]): Annotation {
  const times = acts.map(({ time }) => time);
  const [start, end] = [Math.min(...times), Math.max(...times)];
  // The newest says how it ended.
  const { act, actor, reason, details } = acts[0]!;
  const { kind, title } = ACTS[act]!;
  const unfinished = details.state === 'started';
  return {
    kind,
    id,
    time: start,
    timeEnd: end > start ? end : null,
    title: reason === FIRST_START ? 'First start of the collector' : unfinished ? `${title} (not finished)` : title,
    text: [reason === FIRST_START ? null : reason, countsText(details), `by ${actor}`].filter(Boolean).join(' · '),
    tags: [],
  };
}

/** Whole numbers among the details, which tell how much it was about. */
function countsText(details: Readonly<Record<string, unknown>>): string {
  const counts = { ...details, ...(typeof details.counts === 'object' ? details.counts : {}) };
  return Object.entries(counts)
    .filter(([, value]) => typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)))
    .map(([name, value]) => `${name.replaceAll('_', ' ')}: ${String(value)}`)
    .join(', ');
}
