import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  method: string;
  headers: IncomingHttpHeaders;
  body: string;
  at: number;
}

export interface JobTarget {
  uri: string;
  requests: ReceivedRequest[];
  /**
   * The statuses of the next answers. When the list is empty, the status is 200. The status 0 means
   * that no answer is sent.
   */
  answers: number[];
  stop(): Promise<void>;
}

export async function startJobTarget(): Promise<JobTarget> {
  const requests: ReceivedRequest[] = [];
  const answers: number[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', headers } = request;
    requests.push({ method, headers, body: Buffer.concat(chunks).toString(), at: Date.now() });
    const status = answers.shift() ?? 200;
    if (status === 0) return;
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ count: requests.length }));
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    uri: `http://127.0.0.1:${port}/tasks/purge`,
    requests,
    answers,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
