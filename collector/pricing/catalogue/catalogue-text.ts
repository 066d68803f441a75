// Types alone are imported here: scripts/refresh-prices.mts runs this file as it is.
import type { CatalogueFile } from './catalogue-file';

/** The file as text, one model a line, so that a changed price is one changed line. */
export function catalogueText({ source, providers }: CatalogueFile): string {
  const parts = Object.entries(providers).map(([id, { models, ...rules }]) => {
    const lines = Object.entries(models).map(([model, entry]) => `${quote(model)}:${JSON.stringify(entry)}`);
    const head = Object.entries(rules).map(([key, value]) => `${quote(key)}:${JSON.stringify(value)},\n`);
    return `${quote(id)}:{\n${head.join('')}"models":{\n${lines.join(',\n')}\n}}`;
  });
  return `{"source":${JSON.stringify(source)},\n"providers":{\n${parts.join(',\n')}\n}}\n`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
