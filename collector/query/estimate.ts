import { type FrameField } from '../../contract/frame';
import { isTextMetric, metricInfo, type MetricId } from '../../contract/metrics';
import { type Cell, type Measure, type Money, type MoneyPart } from '../store/measures';
import { type Column } from './columns';
import { type Question } from './question';

/** What a metric of money is made of: an amount, and the part of it that providers reported. */
interface Basis {
  readonly whole: Money;
  readonly reported: MoneyPart;
  readonly name: string;
}

const CUSTOMER: Basis = { whole: 'cost', reported: 'reported_cost_part', name: 'cost' };
const PROVIDER: Basis = { whole: 'provider_cost', reported: 'reported_provider_cost_part', name: 'provider cost' };

const BASES: Readonly<Partial<Record<MetricId, Basis>>> = {
  cost: CUSTOMER,
  cost_per_request: CUSTOMER,
  provider_cost: PROVIDER,
  markup_amount: PROVIDER,
  margin: PROVIDER,
};

/** Measures beside a question's own that tell how much of its money is an estimate; none but for a single row. */
export function estimateMeasures(question: Question): Measure[] {
  return basesOf(question).flatMap(({ whole, reported }) => [whole, reported, 'unpriced_requests' as const]);
}

/**
 * The field of a single row that says whether its money is an estimate: by its name, `Cost (estimated)`, if any part of
 * it is computed from prices, and by how much in its description.
 *
 * @param cell - the row's records; undefined: there are none
 */
export function sayEstimate(
  field: FrameField,
  { metric, kind }: Column,
  question: Question,
  cell: Cell | undefined
): FrameField {
  const basis = isSingleRow(question) && kind === 'value' ? BASES[metric] : undefined;
  if (!basis || !cell) {
    return field;
  }
  const [whole, reported] = [cell.money(basis.whole), cell.money(basis.reported)];
  const { title, description } = metricInfo(metric);
  const shares = [sharesOf(whole, reported, basis.name), unpricedOf(cell.count('unpriced_requests'))];
  return {
    ...field,
    config: {
      ...field.config,
      displayNameFromDS: whole === reported ? title : `${title} (estimated)`,
      description: [description, sentenceOf(shares)].filter(Boolean).join(' '),
    },
  };
}

/** The same in sentences of their own: panels that show a number alone have no room for descriptions. */
export function estimateSentences(question: Question, cell: Cell | undefined): string[] {
  const bases = new Set(cell ? basesOf(question) : []);
  return [...bases].flatMap(({ whole, reported, name }) => {
    const shares = sharesOf(cell!.money(whole), cell!.money(reported), name);
    // That all of it was reported needs no saying.
    return shares === null || cell!.money(whole) === cell!.money(reported) ? [] : [sentenceOf([shares])];
  });
}

function basesOf(question: Question): Basis[] {
  return isSingleRow(question)
    ? question.metrics.flatMap((metric) => (isTextMetric(metric) ? [] : (BASES[metric] ?? [])))
    : [];
}

/** A tile: one value for everything. Whoever may not tell costs apart by source is not told here either. */
function isSingleRow({ groupBy, granularity, compare, compareAs, tellsCostSource }: Question): boolean {
  const hasValue = !compare || compareAs === 'fields';
  return groupBy.length === 0 && granularity === 'none' && hasValue && tellsCostSource;
}

function sharesOf(whole: bigint, reported: bigint, name: string): string | null {
  const computed = whole - reported;
  if (whole === 0n) {
    return null;
  }
  if (computed === 0n) {
    return 'reported by the provider';
  }
  if (reported === 0n) {
    return `all of the ${name} is computed from prices`;
  }
  if (reported < 0n || computed < 0n) {
    return `part of the ${name} is computed from prices`;
  }
  const [own, others] = percents(computed, whole);
  return `${own} of the ${name} is computed from prices, ${others} was reported by the provider`;
}

/** A part and the rest, which add up; a share of neither nothing nor all never reads like one of them. */
function percents(part: bigint, whole: bigint): [part: string, rest: string] {
  const rounded = (200n * part + whole) / (2n * whole);
  if (rounded === 0n) {
    return ['less than 1 %', 'more than 99 %'];
  }
  return rounded === 100n ? ['more than 99 %', 'less than 1 %'] : [`${rounded} %`, `${100n - rounded} %`];
}

function unpricedOf(requests: number): string | null {
  return requests === 0
    ? null
    : requests === 1
      ? '1 request has no price'
      : `${requests.toLocaleString('en-US')} requests have no price`;
}

function sentenceOf(parts: ReadonlyArray<string | null>): string {
  const text = parts.filter((part) => part !== null).join('; ');
  return text && `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}
