import { type Frame } from '../../../contract/frame';
import { type IntakeMetricId } from '../../../contract/intake';
import { ledgerError } from '../../errors';
import { type QueryHandler } from '../query-handler';
import { planQuery } from '../plan';
import { compareNames } from '../rank-groups';
import { intakeFrames, type IntakeGroup } from './frames';
import { IntakeCell } from './intake-cell';
import { parseIntake, permitIntake } from './parse';
import { type IntakeCells, readCells } from './read-cells';

/** Answers queries of type `intake`: what arrived from where, how late, and since when nothing has. */
export const answerIntake: QueryHandler = async (refId, query, context): Promise<Frame[]> => {
  const { store, intake, scope, now, timezone, readState } = context;
  const asked = parseIntake(refId, query, timezone);
  permitIntake(asked, scope);
  if (!intake) {
    throw ledgerError('invalid_query', 'This ledger keeps no counts of what arrives', 'queryType');
  }
  const first = asked.question.range === 'all' ? await store.firstTimestamp(scope) : null;
  const plan = planQuery(asked.question, now, first);
  const cells = await readCells(asked, plan, { store, intake, scope, now, readState });
  const groups = rank(cells, asked.metrics[0]!, now).slice(0, asked.question.limit ?? undefined);
  return intakeFrames(asked, plan, groups, context);
};

/** Largest first by the first metric's total, null last, then by name. */
function rank(cells: IntakeCells, metric: IntakeMetricId, now: number): IntakeGroup[] {
  return [...cells]
    .map(([group, buckets]) => {
      const total = new IntakeCell();
      // In order of time, as the newest state is that of the whole.
      [...buckets].sort(([a], [b]) => a - b).forEach(([, cell]) => total.merge(cell));
      return { group: JSON.parse(group) as string[], cells: buckets, total };
    })
    .sort((a, b) => {
      const [left, right] = [a, b].map(({ total }) => total.value(metric, now) ?? -Infinity) as [number, number];
      return left === right ? compareNames(a.group, b.group) : right - left;
    });
}
