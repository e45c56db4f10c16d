import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const answerWithinMs = 5_000;

/**
 * Sends bytes unchanged. Waits at most 5 s for the start of an answer, or for the end of the
 * connection.
 */
export async function sendRaw(url: string, bytes: Uint8Array | string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await once(socket, 'connect');
  let answer = '';
  const answered = new Promise<void>((resolve) => {
    socket.on('close', () => resolve());
    socket.setEncoding('latin1').on('data', (text: string) => {
      answer += text;
      resolve();
    });
  });
  socket.write(bytes);
  await Promise.race([answered, sleep(answerWithinMs)]);
  socket.destroy();
  return answer;
}

/**
 * Sends the first part of a request and resets the connection, as a client does when it crashes.
 */
export async function sendAndReset(url: string, beginning: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await once(socket, 'connect');
  await new Promise((resolve) => socket.write(beginning, resolve));
  // In this time the server can start to work on the request.
  await sleep(50);
  socket.resetAndDestroy();
}

/** Returns the head of a request: the first line and the headers. */
export function headOf(
  request: string,
  headers: { readonly [name: string]: string | number },
): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${request} HTTP/1.1`, 'Host: localhost', ...lines, '', ''].join('\r\n');
}
