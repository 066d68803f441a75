import { type Server, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';

export interface Connections {
  /** Ends each connection once it has nothing under way, and those that have nothing now. */
  endWhenIdle(): void;
}

/**
 * Knows what is under way on a server's connections; to be called before its app is attached.
 *
 * Node itself leaves a connection open that was busy when the server closed, for as long as its keep-alive lasts, and
 * one that has not sent a request yet.
 */
export function trackConnections(server: Server): Connections {
  const sockets = new Set<Socket>();
  const underWay = new Set<ServerResponse>();
  let ending = false;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    underWay.add(response);
    if (ending) {
      announceEnd(response);
    }
    response.once('close', () => {
      underWay.delete(response);
      if (ending) {
        socket.destroySoon();
      }
    });
  });
  return {
    endWhenIdle() {
      ending = true;
      underWay.forEach(announceEnd);
      const busy = new Set([...underWay].map(({ req }) => req.socket));
      [...sockets].filter((socket) => !busy.has(socket)).forEach((socket) => socket.destroySoon());
    },
  };
}

/** Tells the client not to send more on this connection. */
function announceEnd(response: ServerResponse): void {
  if (!response.headersSent) {
    response.setHeader('Connection', 'close');
  }
}
