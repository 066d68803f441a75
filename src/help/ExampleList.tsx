import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Card, useStyles2 } from '@grafana/ui';
import { type Example } from './examples';

interface Props {
  examples: readonly Example[];
  onChoose: (example: Example) => void;
}

/** Examples to click. */
export function ExampleList({ examples, onChoose }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list}>
      {examples.map((example) => (
        <li key={example.title}>
          <Card noMargin className={styles.card} onClick={() => onChoose(example)}>
            <Card.Heading>{example.title}</Card.Heading>
            <Card.Description>{example.description}</Card.Description>
          </Card>
        </li>
      ))}
    </ul>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    list: css({
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(min(280px, 100%), 1fr))',
      gap: theme.spacing(1),
      listStyle: 'none',
    }),
    card: css({ height: '100%', alignContent: 'start' }),
  };
}
