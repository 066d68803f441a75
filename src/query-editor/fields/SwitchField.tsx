import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Switch, useStyles2 } from '@grafana/ui';
import { LabelledField, type FieldProps } from './LabelledField';

interface Props extends FieldProps {
  testId: string;
  value: boolean | undefined;
  /** Undefined: off, which is what questions that do not say mean. */
  onChange: (on: true | undefined) => void;
}

/** Yes or no. */
export function SwitchField({ testId, value, onChange, ...field }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <LabelledField {...field}>
      {({ id }) => (
        <div className={styles.line}>
          <Switch
            id={id}
            data-testid={testId}
            value={value ?? false}
            onChange={({ currentTarget }) => onChange(currentTarget.checked || undefined)}
          />
        </div>
      )}
    </LabelledField>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    line: css({ display: 'flex', alignItems: 'center', height: theme.spacing(theme.components.height.md) }),
  };
}
