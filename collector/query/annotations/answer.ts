import { z } from 'zod';
import { ANNOTATION_KINDS, type AnnotationKind } from '../../../contract/annotations';
import { type Frame, type FrameField, type FrameNotice } from '../../../contract/frame';
import { seesEverything } from '../../access/scope';
import { info, listNotices } from '../list-notices';
import { listRange, parseListQuestion, refuseAlert } from '../list-question';
import { describe } from '../parse';
import { type AnswerContext, type QueryHandler } from '../query-handler';
import { type TimeRange } from '../time/range';
import { type Annotation } from './annotation';
import { annotationsFromAudits } from './from-audits';
import { annotationsFromPrices } from './from-prices';

/** Most acts that are gone through; most of them are no marks. */
const MAX_ACTS = 20_000;

const kinds = { error: `must be one of ${ANNOTATION_KINDS.join(', ')}` };
export const ANNOTATIONS_QUERY = z.object({
  kinds: z.array(z.enum(ANNOTATION_KINDS, kinds), { error: 'must be a list of kinds' }).nullish(),
});
/** Filters of the dashboard mean nothing here; they are no reason to fail it. */
const OWN = [...Object.keys(ANNOTATIONS_QUERY.shape), 'filters'];

/** Answers queries of type `annotations`: what changed the numbers, or what they say, as marks on a graph. */
export const answerAnnotations: QueryHandler = async (refId, query, context) => {
  const parsed = ANNOTATIONS_QUERY.safeParse(query);
  if (!parsed.success) {
    throw describe(parsed.error, 'invalid_query');
  }
  const asked = parseListQuestion(refId, query, OWN, context.timezone);
  refuseAlert(context, 'annotations');
  const filtered = Array.isArray(query.filters) && query.filters.length > 0;
  const notices = listNotices({ ...asked, idle: [...asked.idle, ...(filtered ? ['filters'] : [])] }, context.ledger);
  if (!seesEverything(context.scope)) {
    // A dashboard's annotations are asked for everyone who opens it.
    return [frameOf(refId, [], [info('Annotations are shown to those who see everything.'), ...notices])];
  }
  const range = await listRange(asked.question, context);
  const { found, cut } = await findAnnotations(range, context);
  const wanted: ReadonlySet<AnnotationKind> = new Set(parsed.data.kinds?.length ? parsed.data.kinds : ANNOTATION_KINDS);
  const kept = found.filter(({ kind }) => wanted.has(kind)).sort((a, b) => a.time - b.time);
  return [
    frameOf(refId, kept, [
      ...(cut ? [info(`Only the newest ${MAX_ACTS} acts of this range were gone through.`)] : []),
      ...notices,
    ]),
  ];
};

async function findAnnotations(
  { from, to }: TimeRange,
  { store, scope, timezone }: AnswerContext
): Promise<{ found: Annotation[]; cut: boolean }> {
  const acts = await store.audits(scope, { from, to, limit: MAX_ACTS + 1 });
  const dates = await annotationsFromPrices(store, timezone);
  return {
    found: [
      ...annotationsFromAudits(acts.slice(0, MAX_ACTS)),
      ...dates.filter(({ time }) => from <= time && time < to),
    ],
    cut: acts.length > MAX_ACTS,
  };
}

function frameOf(refId: string, annotations: readonly Annotation[], notices: FrameNotice[]): Frame {
  return {
    schema: { refId, meta: { type: 'table', typeVersion: [0, 1], notices }, fields: FIELDS },
    data: {
      values: [
        annotations.map(({ time }) => time),
        annotations.map(({ timeEnd }) => timeEnd),
        annotations.map(({ title }) => title),
        annotations.map(({ text }) => text),
        annotations.map(({ kind, tags }) => [kind, ...tags.map((tag) => tag.replaceAll(',', ' '))].join(',')),
        annotations.map(({ id }) => id),
      ],
    },
  };
}

/** Grafana finds an annotation's parts by these names; it splits tags at the comma. */
const FIELDS: FrameField[] = [
  { name: 'time', type: 'time', typeInfo: { frame: 'time.Time' } },
  { name: 'timeEnd', type: 'time', typeInfo: { frame: 'time.Time', nullable: true } },
  ...['title', 'text', 'tags', 'id'].map((name): FrameField => ({
    name,
    type: 'string',
    typeInfo: { frame: 'string' },
  })),
];
