import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';

/** A connection whose bytes the test writes itself. */
export interface RawRequest {
  readonly socket: Socket;
  send(bytes: string): Promise<void>;
  /** All that the server sends until it ends the connection. */
  readonly answer: Promise<string>;
}

/** Connects to a collector; `answer` is empty where the connection was cut. */
export async function rawRequest(url: string): Promise<RawRequest> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const answer = text(socket).catch(() => '');
  return {
    socket,
    answer,
    send: (bytes) => new Promise((resolve) => socket.write(bytes, () => resolve())),
  };
}

/** Head of a POST of records. */
export function postHead(length: number): string {
  return `POST /api/v1/records HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
}
