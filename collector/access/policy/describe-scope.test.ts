import { alertScope, emptyScope, fullScope, memberScope } from '../scope';
import { describeScope } from './describe-scope';

test('what the one asking sees is told in a sentence', () => {
  expect(describeScope(fullScope())).toBe(
    'You see all requests, what the customer pays and what the provider charges.'
  );
  expect(describeScope(memberScope('ada'))).toBe(
    'You see your own requests, and what the customer pays, but nothing by cost_check.'
  );
  expect(describeScope(emptyScope())).toBe('You see nothing.');
  expect(describeScope(alertScope())).toBe(
    'You see all requests, and what the customer pays, but nothing by user or api_key or cost_check.'
  );
  const rows = [{ user: ['lea'], organization: ['acme'] }, { team: ['search', 'ads'] }];
  expect(describeScope({ ...memberScope('lea'), rows, money: 'none', hiddenDimensions: [] })).toBe(
    'You see your own requests of organization acme and the requests of team search or ads, and no amounts.'
  );
});
