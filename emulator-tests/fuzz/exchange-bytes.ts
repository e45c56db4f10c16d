import { once } from 'node:events';
import { connect } from 'node:net';

/**
 * If no byte arrives for this time, the answer is complete, or the server waits for the rest of the
 * request. Even a busy machine needs less time between two bytes.
 */
const defaultQuietMs = 400;

/**
 * Sends bytes, and collects the answer until no more bytes arrive. If `cut` is a place inside the
 * sent bytes, they are sent in two pieces.
 */
export async function exchangeBytes(
  url: string,
  bytes: string,
  cut: number,
  quietMs = defaultQuietMs,
): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await once(socket, 'connect');
  let received = '';
  const closed = new Promise<void>((resolve) => {
    let timer = setTimeout(resolve, quietMs);
    socket.on('close', () => resolve());
    socket.setEncoding('latin1').on('data', (text: string) => {
      received += text;
      clearTimeout(timer);
      timer = setTimeout(resolve, quietMs);
    });
  });
  socket.write(bytes.slice(0, cut), 'latin1');
  await new Promise((resolve) => setTimeout(resolve, 2));
  if (!socket.destroyed) socket.write(bytes.slice(cut), 'latin1');
  await closed;
  socket.destroy();
  return received;
}

export type RawAnswer = {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
};

function readChunks(text: string): { readonly body: string; readonly rest: string } | undefined {
  let [body, rest] = ['', text];
  for (;;) {
    const size = /^([0-9a-f]+)\r\n/i.exec(rest);
    if (size === null) return undefined;
    const bytes = Number.parseInt(size[1] ?? '', 16);
    rest = rest.slice(size[0].length);
    body += rest.slice(0, bytes);
    rest = rest.slice(bytes + 2);
    if (bytes === 0) return { body, rest };
  }
}

/**
 * Reads the answers on a connection in their order. @throws an error if an answer is not HTTP/1.1
 */
export function readAnswers(received: string): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = received;
  while (rest !== '') {
    const head = /^HTTP\/1\.1 (\d{3}) [^\r\n]*\r\n((?:[^\r\n]+\r\n)*)\r\n/.exec(rest);
    if (head === null) throw new Error(`not HTTP/1.1: ${JSON.stringify(rest.slice(0, 200))}`);
    const lines = (head[2] ?? '').split('\r\n').filter(Boolean);
    const headers = new Map(
      lines.map((line): [string, string] => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 1).trim(),
      ]),
    );
    rest = rest.slice(head[0].length);
    const chunks = headers.get('transfer-encoding') === 'chunked' ? readChunks(rest) : undefined;
    const length = Number(headers.get('content-length') ?? 0);
    const body = chunks?.body ?? rest.slice(0, length);
    rest = chunks?.rest ?? rest.slice(length);
    answers.push({ status: Number(head[1]), headers, body });
  }
  return answers;
}
