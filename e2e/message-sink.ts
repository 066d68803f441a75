import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

/** Messages posted to it, by path, in the order of their arrival. */
export class MessageSink {
  readonly #messages: Array<{ readonly path: string; readonly body: unknown }> = [];
  readonly #server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (data: Buffer) => (body += data.toString()));
    request.on('end', () => {
      this.#messages.push({ path: request.url ?? '', body: JSON.parse(body) });
      // Slack's word for yes.
      response.end('ok');
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  at<T>(path: string): T[] {
    return this.#messages.filter((message) => message.path === path).map(({ body }) => body as T);
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve).closeAllConnections());
  }
}
