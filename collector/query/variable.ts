/**
 * `$team`, `prod-$team`, `${team:csv}` and `[[team]]` are never expanded on the server, so they are no values. A dollar
 * after a letter or digit is a name's own (`svc$acct`), and so is one after a backslash in an expression.
 */
export function isVariable(text: string): boolean {
  return /(^|[^\w$\\])\$[A-Za-z_]|\$\{\w+[^}]*\}|\[\[\w+(:\w+)?\]\]/.test(text);
}
