import { css } from '@emotion/css';
import { type GrafanaTheme2, type QueryEditorHelpProps } from '@grafana/data';
import { Stack, Text, useStyles2 } from '@grafana/ui';
import { type LedgerQuery } from '../types';
import { ExampleList } from './ExampleList';
import { EXAMPLES } from './examples';
import { queryOfExample } from './query-of-example';

const NOTES: ReadonlyArray<readonly [term: string, text: string]> = [
  [
    'Granularity',
    'Total gives one value per group, for tables, stats, pie charts and alerts. Auto and the steps draw values over time.',
  ],
  [
    'Group by',
    'Any dimension, and tags as tag.<key>. Calls without a value are (none), calls without a user are system.',
  ],
  [
    'Filters',
    '= any of the values, != none of them. =~ and !~ take regular expressions (RE2) that match the whole value. @me is the person asking.',
  ],
  ['Limit', 'The top groups by the first metric. The rest as (other) keeps the total exact.'],
  ['Range', 'A range of the query’s own, whatever the time picker says. Days, weeks and months follow the time zone.'],
  [
    'Alert rules',
    'One metric per query, as a total. Complete only and Settle leave out values that are still growing.',
  ],
];

/** Cheat sheet: what the fields mean, and examples to click. */
export function QueryHelp({ query, onClickExample }: QueryEditorHelpProps<LedgerQuery>) {
  const styles = useStyles2(getStyles);
  return (
    <Stack direction="column" gap={2}>
      <Text element="h2" variant="h4">
        Token Ledger cheat sheet
      </Text>
      <dl className={styles.notes}>
        {NOTES.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <Text element="h3" variant="h5">
        Examples
      </Text>
      <ExampleList examples={EXAMPLES} onChoose={(example) => onClickExample(queryOfExample(example, query))} />
    </Stack>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    notes: css({
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(min(320px, 100%), 1fr))',
      gap: theme.spacing(1, 3),
      margin: 0,
      dd: { margin: 0, color: theme.colors.text.secondary },
    }),
  };
}
