import { type RunningCollector } from '../serve';

/** Stops a collector at SIGTERM and SIGINT, then ends the process. */
export function stopOnSignal(collector: Pick<RunningCollector, 'stop'>): void {
  let stopping = false;
  const stop = () => {
    if (!stopping) {
      stopping = true;
      collector.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        }
      );
    }
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // The launcher is gone (see bin.cjs): without it nobody would stop this process.
  process.on('disconnect', stop);
  if (process.connected === false) {
    stop();
  }
}
