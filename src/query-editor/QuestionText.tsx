import { type CoreApp } from '@grafana/data';
import { Box, Text } from '@grafana/ui';
import { type Catalogue } from '../catalogue';
import { displayText } from '../display-text';
import { selectors } from '../selectors';
import { type LedgerQuery, type QueryDefaults } from '../types';

interface Props {
  query: LedgerQuery;
  defaults: QueryDefaults;
  catalogue: Catalogue;
  app?: CoreApp;
}

/** What will be asked, as a sentence. */
export function QuestionText({ query, defaults, catalogue, app }: Props) {
  return (
    <Box paddingX={1} paddingTop={0.5} data-testid={selectors.queryEditor.sentence}>
      <Text variant="bodySmall" color="secondary">
        {displayText(query, defaults, catalogue, app)}
      </Text>
    </Box>
  );
}
