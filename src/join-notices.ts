import { type DataFrame, type DataQueryResponse, type QueryResultMetaNotice } from '@grafana/data';

/**
 * The answer with one notice per severity, the same on every frame that has any: a panel's header shows of each severity
 * only the last one that it finds in any frame.
 */
export function joinNotices(response: DataQueryResponse): DataQueryResponse {
  const frames = response.data as DataFrame[];
  const joined = joinedBySeverity(frames.flatMap(({ meta }) => meta?.notices ?? []));
  return joined.length === 0
    ? response
    : {
        ...response,
        data: frames.map((frame) =>
          frame.meta?.notices?.length ? { ...frame, meta: { ...frame.meta, notices: joined } } : frame
        ),
      };
}

function joinedBySeverity(notices: readonly QueryResultMetaNotice[]): QueryResultMetaNotice[] {
  const texts = new Map<QueryResultMetaNotice['severity'], Set<string>>();
  for (const { severity, text } of notices) {
    texts.set(severity, (texts.get(severity) ?? new Set()).add(asSentence(text)));
  }
  return [...texts].map(([severity, sentences]) => ({ severity, text: [...sentences].join(' ') }));
}

function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
