import { createDataFrame, type QueryResultMetaNotice } from '@grafana/data';
import { joinNotices } from './join-notices';

const info = (text: string): QueryResultMetaNotice => ({ severity: 'info', text });
const warning = (text: string): QueryResultMetaNotice => ({ severity: 'warning', text });

function frame(notices?: QueryResultMetaNotice[]) {
  return createDataFrame({ fields: [{ name: 'cost', values: [1] }], ...(notices && { meta: { notices } }) });
}

function noticesAfter(...frames: Array<QueryResultMetaNotice[] | undefined>) {
  return joinNotices({ data: frames.map(frame) }).data.map(({ meta }) => meta?.notices as unknown);
}

test('what is said with one severity is said in one notice, as Grafana shows only the last', () => {
  const notices = [warning('Calls without a known price: 813.'), info('Demo ledger'), info('Time zone: UTC')];
  expect(noticesAfter(notices)).toEqual([
    [warning('Calls without a known price: 813.'), info('Demo ledger. Time zone: UTC.')],
  ]);
});

test('whichever frame Grafana reads last, it has the words of all', () => {
  const joined = [info('Demo ledger. Time zone: UTC. Time zone: Asia/Tokyo.'), warning('Only the first 10 are shown.')];
  expect(
    noticesAfter(
      [info('Demo ledger'), info('Time zone: UTC')],
      [info('Demo ledger'), info('Time zone: Asia/Tokyo'), warning('Only the first 10 are shown')]
    )
  ).toEqual([joined, joined]);
});

test('frames without notices stay as they are', () => {
  expect(noticesAfter(undefined, [info('Time zone: UTC')], [])).toEqual([undefined, [info('Time zone: UTC.')], []]);
  const response = { data: [frame()] };
  expect(joinNotices(response)).toBe(response);
});
