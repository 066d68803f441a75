/**
 * Whether a provider's id of an answer tells it from all others. Local servers count their answers, or draw one of a
 * thousand numbers: `chatcmpl-42` is no identity.
 */
export function isTellingId(id: string): boolean {
  const own = id.replace(/^[A-Za-z]+[-_]/, '');
  return own.length >= 8 && id.length <= 256 && (!/^\d+$/.test(own) || own.length >= 16);
}

/** Id of a record that only its span identifies. */
export function spanIdentity(trace: string, span: string): string {
  return `${trace}:${span}`;
}
