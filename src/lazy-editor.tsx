import { type ComponentType, lazy, Suspense } from 'react';
import { LoadingPlaceholder } from '@grafana/ui';

/** Editor that is fetched when it is first shown: dashboards, which only ask, load without it. */
export function lazyEditor<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>
): ComponentType<Props> {
  const Editor = lazy<ComponentType<object>>(load as () => Promise<{ default: ComponentType<object> }>);
  return function LazyEditor(props: Props) {
    return (
      <Suspense fallback={<LoadingPlaceholder text="Loading…" />}>
        <Editor {...props} />
      </Suspense>
    );
  };
}
