import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Icon, Stack, useStyles2 } from '@grafana/ui';
import { EditorRow } from '@grafana/plugin-ui';
import { type ReactNode, useId, useState } from 'react';
import { selectors } from '../../selectors';

interface Props {
  /** What the options say, for as long as they are hidden. */
  summary: string[];
  /** Something among the options needs to be seen. */
  mustShow?: boolean;
  children: ReactNode;
}

/** Options that are seldom needed, behind a summary of them. */
export function OptionGroup({ summary, mustShow = false, children }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const [opened, setOpened] = useState(false);
  const open = opened || mustShow;
  return (
    <EditorRow>
      <div className={styles.group}>
        <button
          type="button"
          className={styles.header}
          aria-expanded={open}
          aria-controls={id}
          data-testid={selectors.queryEditor.options}
          onClick={() => setOpened(!open)}
        >
          <Icon name={open ? 'angle-down' : 'angle-right'} />
          <span className={styles.title}>Options</span>
          {!open && summary.map((text) => <span key={text}>{text}</span>)}
        </button>
        <div id={id} hidden={!open}>
          {open && (
            <div className={styles.body}>
              <Stack wrap="wrap" gap={2}>
                {children}
              </Stack>
            </div>
          )}
        </div>
      </div>
    </EditorRow>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    group: css({ width: '100%' }),
    header: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      columnGap: theme.spacing(1.5),
      width: '100%',
      padding: 0,
      border: 'none',
      background: 'none',
      textAlign: 'left',
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      '&:hover': { color: theme.colors.text.primary },
    }),
    title: css({ color: theme.colors.text.primary, fontWeight: theme.typography.fontWeightMedium }),
    body: css({ paddingTop: theme.spacing(1) }),
  };
}
