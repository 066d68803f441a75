import { Input } from '@grafana/ui';
import { type ComponentProps, useEffect, useRef } from 'react';

type Props = Omit<
  ComponentProps<typeof Input>,
  'value' | 'defaultValue' | 'onChange' | 'onBlur' | 'onKeyDown' | 'ref'
> & {
  value: string;
  onCommit: (text: string) => void;
};

/** A text that counts once it is finished: by Enter or by leaving it. */
export function CommittedInput({ value, onCommit, ...props }: Props) {
  const input = useRef<HTMLInputElement>(null);
  // A new value from outside is shown, in the same element, so that the keyboard stays where it is.
  useEffect(() => {
    if (input.current) {
      input.current.value = value;
    }
  }, [value]);
  const commit = (text: string) => {
    if (text.trim() !== value) {
      onCommit(text.trim());
    }
  };
  return (
    <Input
      {...props}
      ref={input}
      defaultValue={value}
      onBlur={({ currentTarget }) => commit(currentTarget.value)}
      onKeyDown={({ key, currentTarget }) => key === 'Enter' && commit(currentTarget.value)}
    />
  );
}
