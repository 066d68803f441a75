import { z } from 'zod';

/** An object whose unknown keys are errors, so that a misspelt one is not silently without effect. */
export function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  const allowed = `allowed are ${Object.keys(shape).join(', ')}`;
  return z.strictObject(shape, { error: ({ code }) => (code === 'unrecognized_keys' ? allowed : undefined) });
}
