/** What Grafana's components ask of a browser and jsdom does not have. */
import '@testing-library/jest-dom';
import { TextDecoder, TextEncoder } from 'node:util';

class Observer {
  observe() {}
  unobserve() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
}

Object.assign(globalThis, {
  TextDecoder,
  TextEncoder,
  ResizeObserver: Observer,
  IntersectionObserver: Observer,
  matchMedia: (media: string) => ({ media, matches: false, addEventListener() {}, removeEventListener() {} }),
});

// Grafana's inputs measure their text on a canvas.
const context = { measureText: (text: string) => ({ width: 8 * text.length }) };
Object.assign(HTMLCanvasElement.prototype, { getContext: () => context });

// Icons are fetched from Grafana's server.
jest.mock('react-inlinesvg', () => ({ __esModule: true, default: () => null }));

// Lists draw only the options that fit: without a size they would draw none.
Element.prototype.getBoundingClientRect = () => new DOMRect(0, 0, 400, 800);
for (const side of ['clientWidth', 'clientHeight']) {
  Object.defineProperty(Element.prototype, side, { configurable: true, value: 800 });
}
