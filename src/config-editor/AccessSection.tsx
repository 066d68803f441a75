import { ConfigSection, ConfigSubSection } from '@grafana/plugin-ui';
import { Stack, Text } from '@grafana/ui';
import { type AccessSummary } from '../../contract/schema';
import { selectors } from '../selectors';
import { type ConfigProps } from './props';
import { Sentences } from './Sentences';
import { type Access, useAccess } from './use-access';

const GRAFANA_LIMITS = [
  'Keep query caching off for this data source if people see their own rows: the cache does not know who asked.',
  'A snapshot carries what its author saw, to everyone who has the link.',
  'A public dashboard shows what the policy gives to the public, nothing by default.',
  'The preview of an alert rule runs as the person who edits it, the rule itself as an alert rule.',
];

/** The rights in force, which the collector decides and this page only tells. */
export function AccessSection({ options }: ConfigProps) {
  const access = useAccess(options);
  return (
    <ConfigSection
      title="Who sees what"
      description="Decided by the collector for each person. It is changed by policy in the collector’s tokenledger.yaml."
    >
      <Stack direction="column" gap={2}>
        <div role="status" data-testid={selectors.configEditor.access}>
          {isTold(access) ? (
            <Sentences of={[ownSentence(access.you), ...(access.policy ?? [])]} />
          ) : (
            <Text color="secondary">{sentenceOf(access, options.readOnly)}</Text>
          )}
        </div>
        <ConfigSubSection title="What Grafana itself limits">
          <Sentences of={GRAFANA_LIMITS} />
        </ConfigSubSection>
      </Stack>
    </ConfigSection>
  );
}

function ownSentence(you: string): string {
  return /^you\b/i.test(you) ? you : `You: ${you}`;
}

function isTold(access: Access): access is AccessSummary {
  return typeof access === 'object' && 'you' in access;
}

function sentenceOf(access: Exclude<Access, AccessSummary>, readOnly: boolean | undefined): string {
  switch (access) {
    case 'unsaved':
      return 'Save & test first: the collector then tells who sees what.';
    case 'asking':
      return 'Asking the collector…';
    case 'untold':
      return 'This collector does not tell who sees what.';
    default:
      return [
        `The collector has not told who sees what: ${access.problem}`,
        readOnly ? 'Open this page again once it answers.' : 'Save & test asks it again.',
      ].join(' ');
  }
}
