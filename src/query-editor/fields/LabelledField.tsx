import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { IconButton, Stack, useStyles2 } from '@grafana/ui';
import { type ReactNode, useId } from 'react';
import { type ChangeWords } from '../editor-props';
import { type Finding } from '../finding';
import { FindingText } from './FindingText';

export interface FieldProps {
  label: string;
  /** What the field does, for those who ask. */
  tooltip?: string;
  finding?: Finding;
  /** Applies what the finding proposes. */
  onFix?: ChangeWords;
}

interface Props extends FieldProps {
  /** Gets the ids that tie the control to its label: some of Grafana's controls take the one, some the other. */
  children: (ids: { id: string; 'aria-labelledby': string }) => ReactNode;
}

/** A control with its label above, and below it what is wrong. */
export function LabelledField({ label, tooltip, finding, onFix, children }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const labelId = `${id}-label`;
  return (
    <div className={styles.field}>
      <Stack gap={0.5} alignItems="center">
        <label id={labelId} htmlFor={id} className={styles.label}>
          {label}
        </label>
        {tooltip && <IconButton name="info-circle" size="sm" tooltip={tooltip} className={styles.info} />}
      </Stack>
      {children({ id, 'aria-labelledby': labelId })}
      {finding && <FindingText finding={finding} onFix={onFix} />}
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    field: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5), minWidth: 0, maxWidth: '100%' }),
    label: css({ fontSize: theme.typography.bodySmall.fontSize, fontWeight: theme.typography.fontWeightMedium }),
    info: css({ color: theme.colors.text.secondary, marginRight: 0 }),
  };
}
