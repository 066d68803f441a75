import { isTagDimension } from '../../contract/dimensions';
import { BUILT_IN, type Catalogue } from '../catalogue';
import { holdsVariable } from '../holds-variable';
import { takesPatterns } from '../pattern';
import { type CompleteQuery } from '../types';
import { joinedReference, variableOf } from '../variable';
import { type Finding, hint, refused } from './finding';

const MAX_PATTERNS = 20;
/** What RE2 has and JavaScript writes otherwise or not at all. */
const RE2_ONLY = /\(\?[imsU-]+[:)]|\(\?P<|\\[AzQCpP]|\[\[:/;

/** What the collector would refuse about filters, and what finds nothing once a variable has several values. */
export function findFilterFindings({ filters }: CompleteQuery, { dimensions, operators }: Catalogue): Finding[] {
  return filters.flatMap(({ dimension, operator, values }, index) => {
    const problem =
      whyNoDimension(dimension, dimensions) ??
      (operators.includes(operator) ? undefined : `There is no operator ${operator}.`) ??
      (takesPatterns(operator) ? whyNoPatterns(values) : undefined);
    if (problem) {
      return [refused(`filters.${index}`, problem)];
    }
    const joined = values.map((value) => joinedReference(value, operator)).find((reference) => reference !== undefined);
    return joined ? [hint(`filters.${index}`, joinedText(joined))] : [];
  });
}

/** Why nothing can be grouped or filtered by it. As long as the collector has not said what it has, everything may be. */
export function whyNoDimension(id: string, dimensions: Catalogue['dimensions']): string | undefined {
  const unsure = dimensions === BUILT_IN.dimensions && id !== '' && !isTagDimension(id);
  if (unsure || holdsVariable(id) || dimensions.some((dimension) => dimension.id === id)) {
    return undefined;
  }
  if (isTagDimension(id)) {
    return id.length > 'tag.'.length ? undefined : 'Which tag? Write its key behind tag.';
  }
  return `${id || 'This'} is not on offer here. A tag is written tag.<key>.`;
}

function joinedText(reference: string): string {
  return `${reference} makes one text of several values. $${variableOf(reference)} stands for each of them.`;
}

function whyNoPatterns(values: string[]): string | undefined {
  if (values.length > MAX_PATTERNS) {
    return `At most ${MAX_PATTERNS} expressions: join them by |`;
  }
  return values.map(whyNoPattern).find(Boolean);
}

/** A first look, without RE2 itself: what it leaves to the collector comes back as the panel's error. */
function whyNoPattern(text: string): string | undefined {
  if (holdsVariable(text) || text.startsWith('@')) {
    return undefined;
  }
  if (/\(\?<?[=!]/.test(text)) {
    return `Regular expressions (RE2) have no lookaround: ${text}`;
  }
  if (/(^|[^\\])(\\\\)*\\[1-9]/.test(text)) {
    return `Regular expressions (RE2) have no back-references: ${text}`;
  }
  if (RE2_ONLY.test(text)) {
    return undefined;
  }
  try {
    new RegExp(text);
    return undefined;
  } catch {
    return `Not a regular expression (RE2): ${text}`;
  }
}
