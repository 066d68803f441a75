import { Input } from '@grafana/ui';
import { type ComponentProps } from 'react';

type Props = Omit<
  ComponentProps<typeof Input>,
  'value' | 'defaultValue' | 'onChange' | 'onBlur' | 'onKeyDown' | 'ref'
> & {
  value: string;
  onCommit: (text: string) => void;
};

/** A text that counts once it is finished: by Enter or by leaving it. */
export function CommittedInput({ value, onCommit, ...props }: Props) {
  const commit = (text: string) => {
    if (text.trim() !== value) {
      onCommit(text.trim());
    }
  };
  return (
    <Input
      {...props}
      // A new value from outside is shown.
      key={value}
      defaultValue={value}
      onBlur={({ currentTarget }) => commit(currentTarget.value)}
      onKeyDown={({ key, currentTarget }) => key === 'Enter' && commit(currentTarget.value)}
    />
  );
}
