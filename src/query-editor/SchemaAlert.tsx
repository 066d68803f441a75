import { Alert, Button } from '@grafana/ui';

/** Why the lists are not the collector's own. */
export function SchemaAlert({ problem, onRetry }: { problem: string; onRetry: () => void }) {
  return (
    <Alert severity="warning" title="The collector did not say what can be asked" bottomSpacing={1}>
      {problem} The lists show what this version of the plugin knows.{' '}
      <Button variant="secondary" size="sm" onClick={onRetry}>
        Try again
      </Button>
    </Alert>
  );
}
