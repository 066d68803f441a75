import { joinedReference, withoutFormat } from './variable';

it.each([
  ['${team:csv}', '${team}'],
  ['${team.id:join:; }', '${team.id}'],
  ['[[team:pipe]]', '[[team]]'],
  ['$team', '$team'],
  ['${team:text}', '${team:text}'],
  ['${__from:date}', '${__from:date}'],
  ['${__from:date:YYYY-MM}', '${__from:date:YYYY-MM}'],
  ['eu-${team:csv}', 'eu-${team:csv}'],
  ['${team:csv}${user:csv}', '${team:csv}${user:csv}'],
  ['a:b}', 'a:b}'],
])('%s as a value is %s', (written, read) => {
  expect(withoutFormat(written)).toBe(read);
});

it.each([
  ['=', '${team:csv}', undefined],
  ['=', '$team', undefined],
  ['=', 'eu-$team', undefined],
  ['=', '${__from:date:YYYY-MM}', undefined],
  ['=', 'eu-${team:csv}', '${team:csv}'],
  ['!=', '[[region]]-[[team:pipe]]', '[[team:pipe]]'],
  ['=', '${team:text}', '${team:text}'],
  ['=~', '${team:csv}', '${team:csv}'],
  ['=~', '^${team.id:join:; }$', '${team.id:join:; }'],
  ['=~', '^${team:regex}-(${pattern:raw}|${team:pipe})', undefined],
])('with %s, what makes one text of several values in %s is %s', (operator, text, found) => {
  expect(joinedReference(text, operator)).toBe(found);
});
