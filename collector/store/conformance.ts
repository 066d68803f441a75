import { amendmentTests } from './conformance/amendments';
import { appendTests } from './conformance/append';
import { type OpenStore } from './conformance/bookings';
import { bucketTests } from './conformance/buckets';
import { fieldTests } from './conformance/fields';
import { filterTests } from './conformance/filters';
import { groupTests } from './conformance/groups';
import { logTests } from './conformance/log';
import { measureTests } from './conformance/measures';
import { moneyTests } from './conformance/money';
import { rewriteTests } from './conformance/rewrites';
import { scopeTests } from './conformance/scope';

/** What every store has to pass. Each test opens an empty store of its own and closes it. */
export function describeStore(name: string, open: OpenStore): void {
  describe(name, () => {
    describe('append', () => appendTests(open));
    describe('amendments', () => amendmentTests(open));
    describe('rewrites and acts', () => rewriteTests(open));
    describe('fields', () => fieldTests(open));
    describe('scope', () => scopeTests(open));
    describe('filters', () => filterTests(open));
    describe('range and buckets', () => bucketTests(open));
    describe('groups', () => groupTests(open));
    describe('measures', () => measureTests(open));
    describe('money', () => moneyTests(open));
    describe('log', () => logTests(open));
  });
}
