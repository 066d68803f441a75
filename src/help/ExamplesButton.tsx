import { type CoreApp } from '@grafana/data';
import { Button, Modal } from '@grafana/ui';
import { useState } from 'react';
import { selectors } from '../selectors';
import { ExampleList } from './ExampleList';
import { type Example } from './examples';
import { examplesFor } from './examples-for';

interface Props {
  app?: CoreApp;
  onChoose: (example: Example) => void;
}

/** Questions to start from. */
export function ExamplesButton({ app, onChoose }: Props) {
  const [open, setOpen] = useState(false);
  const choose = (example: Example) => {
    setOpen(false);
    onChoose(example);
  };
  return (
    <>
      <Button
        variant="secondary"
        size="sm"
        icon="book-open"
        aria-haspopup="dialog"
        data-testid={selectors.queryEditor.examples}
        onClick={() => setOpen(true)}
      >
        Examples
      </Button>
      <Modal title="Start from an example" isOpen={open} onDismiss={() => setOpen(false)}>
        <ExampleList examples={examplesFor(app)} onChoose={choose} />
      </Modal>
    </>
  );
}
