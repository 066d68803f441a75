import { existsSync } from 'node:fs';

const CHROMIUMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser installed here, or undefined. */
export function findChromium(): string | undefined {
  return process.env.CHROMIUM || CHROMIUMS.find(existsSync);
}
