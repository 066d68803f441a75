/** Message of whatever was thrown: the collector's own words if it answered, else Grafana's, else the browser's. */
export function reasonOf(error: unknown): string {
  const data = property(error, 'data');
  const candidates = [
    property(property(data, 'error'), 'message'),
    property(data, 'message'),
    property(data, 'error'),
    property(error, 'message'),
    property(error, 'statusText'),
  ];
  const found = candidates.find((text) => typeof text === 'string' && text !== '');
  return typeof found === 'string' ? found : 'No reason given.';
}

function property(holder: unknown, key: string): unknown {
  return typeof holder === 'object' && holder !== null ? (holder as Record<string, unknown>)[key] : undefined;
}
