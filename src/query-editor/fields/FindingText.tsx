import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import { type ChangeWords } from '../editor-props';
import { type Finding } from '../finding';

interface Props {
  finding: Finding;
  onFix?: ChangeWords;
}

/** What is wrong with a field or could be better, and the way out at one click. */
export function FindingText({ finding: { message, severity, fix }, onFix }: Props) {
  const styles = useStyles2(getStyles);
  const wrong = severity === 'error';
  return (
    <div role={wrong ? 'alert' : 'note'} className={wrong ? styles.error : styles.hint}>
      <Icon name={wrong ? 'exclamation-circle' : 'lightbulb-alt'} size="sm" className={styles.icon} />
      <span>
        {message}
        {fix && onFix && (
          <Button fill="text" size="sm" className={styles.fix} onClick={() => onFix(fix.words)}>
            {fix.label}
          </Button>
        )}
      </span>
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  // As wide as the field, so that a text does not push its neighbours away.
  const line = {
    display: 'flex',
    gap: theme.spacing(0.5),
    width: 0,
    minWidth: 'max(200px, 100%)',
    ...theme.typography.bodySmall,
  };
  return {
    error: css(line, { color: theme.colors.error.text }),
    hint: css(line, { color: theme.colors.text.secondary }),
    icon: css({ flexShrink: 0, marginTop: 3 }),
    fix: css({ height: 'auto', padding: theme.spacing(0, 0.5), verticalAlign: 'baseline' }),
  };
}
