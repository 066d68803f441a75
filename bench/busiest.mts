/** A V8 CPU profile, as far as it is read. */
interface Profile {
  readonly nodes: ReadonlyArray<{
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }>;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** The functions of a profile that take the most time themselves, as rows of a table; what is idle does not count. */
export function busiest(json: string, most: number): string[] {
  const { nodes, samples, timeDeltas } = JSON.parse(json) as Profile;
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const times = new Map<string, number>();
  samples.forEach((id, index) => {
    const name = names.get(id)!;
    times.set(name, (times.get(name) ?? 0) + timeDeltas[index]!);
  });
  times.delete('(idle)');
  const all = [...times.values()].reduce((sum, time) => sum + time, 0);
  const rows = [...times]
    .sort(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([name, time]) => `| ${name} | ${((time / all) * 100).toFixed(1)} % |`);
  return ['| function | self time |', '| --- | ---: |', ...rows];
}

function nameOf({ functionName, url }: Profile['nodes'][number]['callFrame']): string {
  if (functionName.startsWith('(')) {
    return functionName;
  }
  const place = url === '' ? ' (native)' : url.startsWith('node:') ? ` (${url})` : '';
  return `\`${functionName || 'anonymous'}\`${place}`;
}
