/**
 * Whether a text refers to a dashboard's variable: `$team`, `prod-$team`, `${team:csv}`, `[[team]]`. A dollar after a
 * letter or digit is a name's own (`svc$acct`), and so is one after a backslash in an expression. The collector's rule.
 */
export function holdsVariable(text: string): boolean {
  return /(^|[^\w$\\])\$[A-Za-z_]|\$\{\w+[^}]*\}|\[\[\w+(:\w+)?\]\]/.test(text);
}
