import { describe, expect, test } from 'vitest';
import type { Resolve } from './find-addresses.ts';
import { createSendOutbound } from './send-outbound.ts';
import { receiverCertificate } from './testing/receiver-certificate.ts';
import {
  type Answer,
  type Receiver,
  receiverName,
  startReceiver,
} from './testing/start-receiver.ts';

const here: Resolve = async () => [{ address: '127.0.0.1', family: 4 }];

type Options = {
  readonly resolve?: Resolve;
  readonly deadlineMs?: number;
  readonly name?: string;
  readonly headers?: { readonly [name: string]: string };
};

function sendTo(port: number, { resolve = here, name = receiverName, ...rest }: Options = {}) {
  const deps = { resolve, allowsLoopback: true, certificateAuthority: receiverCertificate };
  const url = `https://${name}:${port}/hook?a=b`;
  const request = { headers: {}, body: '{"ä":1}', deadlineMs: 5_000, maxAnswerBytes: 10, ...rest };
  return createSendOutbound(deps)({ url, ...request });
}

const ok: Answer = (response) => response.end('ok');
const text = (outcome: Awaited<ReturnType<typeof sendTo>>) =>
  outcome.kind === 'answered' ? Buffer.from(outcome.body).toString() : outcome.reason;

test('the client sends the whole body once, to the host in the URL', async () => {
  const { port, received } = await startReceiver(ok);
  const outcome = await sendTo(port, { headers: { 'content-type': 'application/json' } });
  expect(outcome).toMatchObject({ kind: 'answered', status: 200, isCut: false });
  expect(text(outcome)).toBe('ok');
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({
    method: 'POST',
    path: '/hook?a=b',
    body: '{"ä":1}',
    headers: {
      host: `${receiverName}:${port}`,
      'content-length': '8',
      'content-type': 'application/json',
    },
  });
});

test.each([301, 302, 303, 307, 308])(
  'a redirect with status %i is reported and not followed',
  async (status) => {
    const elsewhere = await startReceiver(ok);
    const location = `https://${receiverName}:${elsewhere.port}/`;
    const { port } = await startReceiver((response) =>
      response.writeHead(status, { location }).end(),
    );
    expect(await sendTo(port)).toMatchObject({ kind: 'answered', status });
    expect(elsewhere.connections()).toBe(0);
  },
);

test.each([204, 400, 401, 404, 410, 429, 500, 503])('the status %i is reported', async (status) => {
  const { port } = await startReceiver((response) => response.writeHead(status).end());
  expect(await sendTo(port)).toMatchObject({ kind: 'answered', status, isCut: false });
});

test('a name is resolved only once, so the client never connects to an address that the name gets later', async () => {
  const { port, received } = await startReceiver(ok);
  let asked = 0;
  const rebinding: Resolve = async () => {
    asked += 1;
    return [{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
  };
  expect(await sendTo(port, { resolve: rebinding })).toMatchObject({ status: 200 });
  expect([asked, received.length]).toEqual([1, 1]);
});

test('the caller cannot replace the checked name with a `Host` header', async () => {
  const { port, received } = await startReceiver(ok);
  await sendTo(port, { headers: { host: 'other.example.com', connection: 'keep-alive' } });
  expect(received[0]?.headers).toMatchObject({
    host: `${receiverName}:${port}`,
    connection: 'close',
  });
});

test('a request is not sent if one of its headers contains a line break', async () => {
  const { port, received } = await startReceiver(ok);
  const outcome = await sendTo(port, { headers: { authorization: 'a\r\nx: y' } });
  expect(outcome).toMatchObject({ kind: 'failed', mayHaveArrived: false });
  expect(received).toEqual([]);
});

describe('an answer', () => {
  test('that is longer than the limit is cut, and the client does not read the rest', async () => {
    let written = 0;
    const { port } = await startReceiver((response) => {
      const write = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 97))) written += 65_536;
      };
      response.on('drain', write).on('error', () => undefined);
      write();
    });
    const outcome = await sendTo(port);
    expect(outcome).toMatchObject({ status: 200, isCut: true });
    expect(text(outcome)).toBe('aaaaaaaaaa');
    expect(written).toBeLessThan(50_000_000);
  });

  test('that stops in the middle is reported as answered, because the request has arrived', async () => {
    const { port } = await startReceiver((response) => {
      response.writeHead(200, { 'content-length': '9' });
      response.write('abc');
    });
    const outcome = await sendTo(port, { deadlineMs: 300 });
    expect(outcome).toMatchObject({ status: 200, isCut: true });
    expect(text(outcome)).toBe('abc');
  });

  test('is not decompressed', async () => {
    const { port, received } = await startReceiver((response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('1234'),
    );
    expect(text(await sendTo(port))).toBe('1234');
    expect(received[0]?.headers['accept-encoding']).toBe('identity');
  });

  test('that is not HTTP is reported as missing', async () => {
    const { port } = await startReceiver((response) => response.socket?.end('hello\r\n\r\n'));
    expect(await sendTo(port)).toEqual({
      kind: 'failed',
      reason: 'answer-missing',
      mayHaveArrived: true,
    });
  });
});

describe('after a failure, the outcome says that the request', () => {
  const never = Promise.withResolvers<never>().promise;

  test('may have arrived, if the receiver sends no answer', async () => {
    const { port, received } = await startReceiver(() => undefined);
    const outcome = await sendTo(port, { deadlineMs: 300 });
    expect(outcome).toEqual({ kind: 'failed', reason: 'timed-out', mayHaveArrived: true });
    expect(received).toHaveLength(1);
  });

  test('may have arrived, if the connection ends without an answer', async () => {
    const { port } = await startReceiver((response) => response.socket?.destroy());
    expect(await sendTo(port)).toMatchObject({ reason: 'answer-missing', mayHaveArrived: true });
  });

  test('cannot have arrived, if the name has no address', async () => {
    const resolve: Resolve = async () => Promise.reject(new Error('ENOTFOUND'));
    expect(await sendTo(9, { resolve })).toMatchObject({
      reason: 'name-unknown',
      mayHaveArrived: false,
    });
  });

  test('cannot have arrived, if the resolver does not answer in time', async () => {
    expect(await sendTo(9, { resolve: () => never, deadlineMs: 100 })).toEqual({
      kind: 'failed',
      reason: 'timed-out',
      mayHaveArrived: false,
    });
  });

  test('cannot have arrived, if no process listens at the port', async () => {
    const { port } = await startReceiver(ok);
    expect(await sendTo(port === 1 ? 2 : 1)).toMatchObject({
      reason: 'connection-failed',
      mayHaveArrived: false,
    });
  });

  test.each([
    ['the certificate is for another name', 'other.example.com', 'https'],
    ['the receiver does not use TLS', receiverName, 'http'],
  ] as const)('cannot have arrived, if %s', async (_what, name, protocol) => {
    const { port, received }: Receiver = await startReceiver(ok, protocol);
    expect(await sendTo(port, { name })).toMatchObject({
      reason: 'certificate-refused',
      mayHaveArrived: false,
    });
    expect(received).toEqual([]);
  });

  test('cannot have arrived, if no known authority has signed the certificate', async () => {
    const { port, received } = await startReceiver(ok);
    const send = createSendOutbound({ resolve: here, allowsLoopback: true });
    const url = `https://${receiverName}:${port}/`;
    const request = { url, headers: {}, body: '', deadlineMs: 5_000, maxAnswerBytes: 10 };
    expect(await send(request)).toMatchObject({
      reason: 'certificate-refused',
      mayHaveArrived: false,
    });
    expect(received).toEqual([]);
  });
});
