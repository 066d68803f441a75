import { Box, Text } from '@grafana/ui';
import { type Catalogue } from '../catalogue';
import { displayText } from '../display-text';
import { selectors } from '../selectors';
import { type LedgerQuery } from '../types';

/** What will be asked, as a sentence. */
export function QuestionText({ query, catalogue }: { query: LedgerQuery; catalogue: Catalogue }) {
  return (
    <Box paddingX={1} paddingTop={0.5} data-testid={selectors.queryEditor.sentence}>
      <Text variant="bodySmall" color="secondary">
        {displayText(query, catalogue)}
      </Text>
    </Box>
  );
}
