import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Stack, useStyles2 } from '@grafana/ui';
import { type ReactNode, useId } from 'react';

interface Props {
  label: string;
  /** Gets the ids that tie the control to its label; Grafana 12's MultiCombobox takes no `id`, only the label's. */
  children: (ids: { id: string; 'aria-labelledby': string }) => ReactNode;
}

/** A control with its label above. */
export function LabelledField({ label, children }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const labelId = `${id}-label`;
  return (
    <Stack direction="column" gap={0.5}>
      <label id={labelId} htmlFor={id} className={styles.label}>
        {label}
      </label>
      {children({ id, 'aria-labelledby': labelId })}
    </Stack>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    label: css({ fontSize: theme.typography.bodySmall.fontSize, fontWeight: theme.typography.fontWeightMedium }),
  };
}
