import { connect } from 'node:net';

export interface Connection {
  /** One request at a time; `onAnswer` hears of its end. */
  send(request: Buffer): void;
  close(): void;
}
export type OnAnswer = (status: number, body: () => string) => void;

/** A keep-alive HTTP connection with as little code between socket and bench as there can be. */
export function createConnection(
  port: number,
  onAnswer: OnAnswer,
  onError: (error: Error) => void,
): Connection {
  let held = '';
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.setEncoding('latin1');
  socket.on('error', onError);
  socket.on('data', (chunk: string) => {
    const text = held === '' ? chunk : held + chunk;
    const head = text.indexOf('\r\n\r\n');
    const at = head < 0 ? -1 : text.indexOf('content-length: ');
    // A number ends at the first character that is none.
    const length = at < 0 ? -1 : Number.parseInt(text.slice(at + 16, at + 24), 10);
    if (length < 0 || text.length < head + 4 + length) {
      held = text;
      return;
    }
    held = '';
    onAnswer(Number.parseInt(text.slice(9, 12), 10), () => text.slice(head + 4));
  });
  return { send: (request) => void socket.write(request), close: () => socket.destroy() };
}
