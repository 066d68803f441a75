import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

/** A list of sentences. */
export function Sentences({ of }: { of: readonly string[] }) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list}>
      {of.map((sentence, index) => (
        <li key={index}>{sentence}</li>
      ))}
    </ul>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return { list: css({ margin: 0, paddingLeft: theme.spacing(2.5), maxWidth: '80ch' }) };
}
