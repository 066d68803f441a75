import { type FrameNotice } from '../../contract/frame';
import { metricInfo } from '../../contract/metrics';
import { type Cell } from '../store/measures';
import { columnsOf, isCompared, isPart } from './columns';
import { estimateSentences } from './estimate';
import { dependsOnPrices } from './metrics';
import { type Plan } from './plan';
import { type Result } from './run';
import { dateText } from './time/date-text';
import { localTime } from './time/zone';

/** What the one asking has to know to read an answer rightly. */
export function noticesOf(plan: Plan, result: Result, ledger: 'live' | 'demo'): FrameNotice[] {
  const { question } = plan;
  return [
    ...(ledger === 'demo' ? [info('Demo ledger: all usage is generated, no call was made.')] : []),
    ...unpriced(plan, result),
    ...estimateSentences(question, result.groups[0]?.current.total).map(info),
    ...cut(plan, result),
    ...unusedToo(plan, result),
    ...sharesLeftOut(plan),
    ...entriesByModel(plan),
    ...question.notices.map(warning),
    ...compared(plan),
    ...beganLater(plan, result),
    info(`Time zone: ${question.timezone}`),
  ];
}

function unpriced({ question }: Plan, { groups, whole }: Result): FrameNotice[] {
  if (!question.metrics.some(dependsOnPrices)) {
    return [];
  }
  const [now, before] = [
    // Shares are of the whole, cut off groups included.
    countUnpriced(whole ? [whole.total] : groups.map(({ current }) => current.total)),
    countUnpriced(groups.map(({ previous }) => previous.total)),
  ];
  const money =
    'They are missing from the money shown: unpriced_requests by model (dashboard Intake health) tells which.';
  const showsCurrent = columnsOf(question).some(({ kind }) => kind !== 'previous');
  return [
    ...(now > 0 && showsCurrent ? [warning(`Calls without a known price: ${now}. ${money}`)] : []),
    ...(before > 0 ? [warning(`Calls without a known price in the time compared with: ${before}. ${money}`)] : []),
  ];
}

function countUnpriced(cells: ReadonlyArray<Cell | undefined>): number {
  return cells.reduce((sum, cell) => sum + (cell?.count('unpriced_requests') ?? 0), 0);
}

function cut({ question }: Plan, { groups, cutFrom }: Result): FrameNotice[] {
  if (cutFrom === null) {
    return [];
  }
  const used = groups.filter(({ isUnused }) => !isUnused).length;
  const text = question.other
    ? `Only the first ${used - 1} of ${cutFrom} groups are shown by name, all others as one.`
    : `Only the first ${used} of ${cutFrom} groups are shown.`;
  return [warning(`${text} Set a limit, or filter.`)];
}

function unusedToo({ question }: Plan, { groups, unused }: Result): FrameNotice[] {
  if (unused === null) {
    return question.unused ? [warning('unused means nothing without groupBy')] : [];
  }
  const shown = groups.filter(({ isUnused }) => isUnused).length;
  return [
    info(
      unused === 0
        ? 'Every group that is known was used in the range.'
        : `Not used in the range: the last ${shown} rows, which have no values.`
    ),
    ...(shown < unused ? [warning(`Only ${shown} of ${unused} unused groups are shown. Filter.`)] : []),
  ];
}

function entriesByModel({ question: { metrics, groupBy } }: Plan): FrameNotice[] {
  return metrics.includes('price_entry') && !groupBy.includes('model')
    ? [warning('price_entry is known by model: group by model')]
    : [];
}

function sharesLeftOut({ question: { share, metrics } }: Plan): FrameNotice[] {
  const left = share ? metrics.filter((metric) => !isPart(metric)) : [];
  return left.length > 0
    ? [info(`No share is given of what is no part of a whole: ${left.map((id) => metricInfo(id).title).join(', ')}`)]
    : [];
}

function compared({ question, compared: before }: Plan): FrameNotice[] {
  const { timezone, compareAs } = question;
  if (before === null) {
    return compareAs === 'fields' ? [] : [warning(`compareAs ${compareAs} means nothing without compare`)];
  }
  if (!columnsOf(question).some(isCompared)) {
    return [];
  }
  const show = (time: number) => localTime(time, timezone).toString({ timeZoneName: 'never' });
  const { from, to } = before.range;
  const missing = before.spans?.filter((span) => span === null).length ?? 0;
  return [
    info(
      from < to
        ? `Compared with ${show(from)} to ${show(to)}`
        : `Compared with nothing: the range has no counterpart (${show(from)} to ${show(to)})`
    ),
    ...(missing > 0 ? [info(`Without counterpart and left out of the comparison: ${missing} points in time`)] : []),
  ];
}

/** What was before the first record is no fall and no rise: it is not known. Less than a minute is nobody's matter. */
function beganLater({ question: { timezone }, compared: before }: Plan, { beginning }: Result): FrameNotice[] {
  if (!before || !beginning || minuteOf(beginning.time) <= minuteOf(before.range.from)) {
    return [];
  }
  const { from, to } = before.range;
  const [start, end, first] = [from, to, beginning.time].map((time) => dateText(time, timezone));
  const what = beginning.ofLedger ? 'the ledger begins' : 'the records that you see begin';
  const so = beginning.time < to ? 'the change says little' : 'there is nothing to compare with';
  return [warning(`Compared with ${start} to ${end}, but ${what} ${first}: ${so}.`)];
}

function minuteOf(time: number): number {
  return Math.floor(time / 60_000);
}

function info(text: string): FrameNotice {
  return { severity: 'info', text };
}

function warning(text: string): FrameNotice {
  return { severity: 'warning', text };
}
