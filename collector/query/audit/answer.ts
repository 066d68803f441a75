import { z } from 'zod';
import { type FrameField } from '../../../contract/frame';
import { GRANTED_BY } from '../../access/policy/policy';
import { type Scope, seesEverything } from '../../access/scope';
import { ledgerError } from '../../errors';
import { info, listNotices } from '../list-notices';
import { listRange, parseListQuestion, refuseAlert } from '../list-question';
import { describe } from '../parse';
import { type QueryHandler } from '../query-handler';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;
const limit = { error: `must be a whole number from 1 to ${MAX_LIMIT}` };
const NO_FILTERS = { error: 'must be empty: acts have no dimensions' };

export const AUDIT_QUERY = z.object({
  limit: z.int(limit).min(1, limit).max(MAX_LIMIT, limit).nullish(),
  filters: z.array(z.unknown(), NO_FILTERS).max(0, NO_FILTERS).nullish(),
});

/** Answers queries of type `audit`: administrative acts, newest first. */
export const answerAudit: QueryHandler = async (refId, query, context) => {
  const { store, scope, timezone, ledger } = context;
  const parsed = AUDIT_QUERY.safeParse(query);
  if (!parsed.success) {
    throw describe(parsed.error, 'invalid_query');
  }
  const asked = parseListQuestion(refId, query, Object.keys(AUDIT_QUERY.shape), timezone);
  refuseAlert(context, 'audit');
  requireAudit(scope);
  const most = parsed.data.limit ?? DEFAULT_LIMIT;
  const read = await store.audits(scope, { ...(await listRange(asked.question, context)), limit: most + 1 });
  const entries = read.slice(0, most);
  return [
    {
      schema: {
        refId,
        meta: {
          type: 'table',
          typeVersion: [0, 1],
          preferredVisualisationType: 'table',
          notices: [
            ...(read.length > most ? [info(`Newest ${most} acts; there are more.`)] : []),
            ...listNotices(asked, ledger),
          ],
          custom: { timezone: asked.question.timezone, ledger },
        },
        fields: FIELDS,
      },
      data: {
        values: [
          entries.map(({ time }) => time),
          entries.map(({ actor }) => actor),
          entries.map(({ act }) => act),
          entries.map(({ reason }) => reason),
          entries.map(({ details }) => JSON.stringify(details)),
        ],
      },
    },
  ];
};

/** Throws for those who do not see everything: acts name whom and what they were about. */
function requireAudit(scope: Scope): void {
  if (!seesEverything(scope)) {
    throw ledgerError('forbidden', `The audit log is for those who see everything. ${GRANTED_BY}`, 'queryType');
  }
}

const FIELDS: FrameField[] = [
  { name: 'time', type: 'time', typeInfo: { frame: 'time.Time' }, config: { displayNameFromDS: 'Time' } },
  ...(
    [
      ['actor', 'Who'],
      ['act', 'What'],
      ['reason', 'Why'],
      ['details', 'Details'],
    ] as const
  ).map(([name, title]): FrameField => ({
    name,
    type: 'string',
    typeInfo: { frame: 'string' },
    config: { displayNameFromDS: title },
  })),
];
