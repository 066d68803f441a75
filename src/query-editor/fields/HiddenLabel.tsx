import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';

/** Name of a control for screen readers, where its place tells everybody else. */
export function HiddenLabel({ id, text }: { id: string; text: string }) {
  const styles = useStyles2(getStyles);
  return (
    <span id={id} className={styles.hidden}>
      {text}
    </span>
  );
}

function getStyles() {
  return {
    hidden: css({
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clipPath: 'inset(50%)',
      whiteSpace: 'nowrap',
    }),
  };
}
