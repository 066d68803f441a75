import { amendmentTests } from './conformance/amendments';
import { appendTests } from './conformance/append';
import { type OpenStore } from './conformance/bookings';
import { bucketTests } from './conformance/buckets';
import { clockTests } from './conformance/clock';
import { fieldTests } from './conformance/fields';
import { filterTests } from './conformance/filters';
import { groupTests } from './conformance/groups';
import { logOrderTests } from './conformance/log-order';
import { logTests } from './conformance/log';
import { measureTests } from './conformance/measures';
import { moneyTests } from './conformance/money';
import { patternTests } from './conformance/patterns';
import { percentileTests } from './conformance/percentiles';
import { rewriteTests } from './conformance/rewrites';
import { scopeRuleTests } from './conformance/scope-rules';
import { scopeTests } from './conformance/scope';
import { tagTests } from './conformance/tags';

/** What every store has to pass. Each test opens an empty store of its own and closes it. */
export function describeStore(name: string, open: OpenStore): void {
  describe(name, () => {
    describe('append', () => appendTests(open));
    describe('amendments', () => amendmentTests(open));
    describe('rewrites and acts', () => rewriteTests(open));
    describe('fields', () => fieldTests(open));
    describe('scope', () => scopeTests(open));
    describe('scope rules', () => scopeRuleTests(open));
    describe('filters', () => filterTests(open));
    describe('filters by pattern', () => patternTests(open));
    describe('range and buckets', () => bucketTests(open));
    describe('groups', () => groupTests(open));
    describe('tags', () => tagTests(open));
    describe('dimensions of time', () => clockTests(open));
    describe('measures', () => measureTests(open));
    describe('percentiles', () => percentileTests(open));
    describe('money', () => moneyTests(open));
    describe('log', () => logTests(open));
    describe('log in other orders', () => logOrderTests(open));
  });
}
