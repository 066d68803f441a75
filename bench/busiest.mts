/** A V8 CPU profile, as far as it is read. */
interface Profile {
  readonly nodes: ReadonlyArray<{
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }>;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/**
 * The functions of a profile that take the most time themselves, as rows of a table; what is idle does not count.
 *
 * @param bundle - text of the bundle that was profiled: it names the source of each of its parts
 */
export function busiest(json: string, bundle: string, most: number): string[] {
  const { nodes, samples, timeDeltas } = JSON.parse(json) as Profile;
  const sources = sourcesByLine(bundle);
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame, sources)]));
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

/** The source that each line of a bundle comes from, as esbuild's comments say. */
function sourcesByLine(bundle: string): string[] {
  let source = '';
  return bundle.split('\n').map((line) => {
    source = /^\/\/ (\S+\.(?:ts|js|mjs|cjs|json))$/.exec(line.trimStart())?.[1] ?? source;
    return source;
  });
}

function nameOf(
  { functionName, url, lineNumber }: Profile['nodes'][number]['callFrame'],
  sources: readonly string[]
): string {
  if (functionName.startsWith('(')) {
    return functionName;
  }
  const name = `\`${functionName || 'anonymous'}\``;
  if (url === '' || url.startsWith('node:')) {
    return `${name} (${url || 'native'})`;
  }
  return url.includes('ingest-server') ? `${name} of ${sources[lineNumber] ?? ''}` : name;
}
