import { steps } from './panel.ts';

/** More than 99 of 100 calls succeed; fewer than 97 is trouble. */
export const SUCCESS = steps('red', [0.97, 'orange'], [0.99, 'green']);
/** The same, seen from the other side. */
export const ERRORS = steps('text', [0.01, 'orange'], [0.03, 'red']);
/** The target, as a line. */
export const SUCCESS_TARGET = { value: 0.99, color: 'green' };
