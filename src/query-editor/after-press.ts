/**
 * Takes a choice from a Combobox over once the press on it has ended. Where press and release come at once, as in a tap,
 * Explore else fails by “Maximum update depth exceeded” (React’s error 185) and is gone.
 */
export function afterPress(change: () => void): void {
  setTimeout(change);
}
