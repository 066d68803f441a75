import { type Pattern } from './catalogue-file';

/** A pattern that is a name and nothing else. */
export function isName(pattern: Pattern): pattern is string {
  return typeof pattern === 'string' && !pattern.includes('*') && !isExpression(pattern);
}

/** Whether a model's name, in lower case, fits a pattern. */
export function patternTest(pattern: Pattern): (name: string) => boolean {
  if (typeof pattern !== 'string') {
    const tests = pattern.map(patternTest);
    return (name) => tests.every((test) => test(name));
  }
  if (isExpression(pattern)) {
    const expression = new RegExp(pattern.slice(1, -1), 'i');
    return (name) => expression.test(name);
  }
  const text = pattern.replaceAll('*', '').toLowerCase();
  if (pattern.startsWith('*') && pattern.endsWith('*')) {
    return (name) => name.includes(text);
  }
  if (pattern.startsWith('*')) {
    return (name) => name.endsWith(text);
  }
  return pattern.endsWith('*') ? (name) => name.startsWith(text) : (name) => name === text;
}

function isExpression(pattern: string): boolean {
  return pattern.length > 2 && pattern.startsWith('/') && pattern.endsWith('/');
}
