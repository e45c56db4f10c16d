import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { findAddresses, type Resolve, type ResolvedAddress } from './find-addresses.ts';
import type { FailureReason, Outcome } from './outcome.ts';
import { readTarget, type Target } from './target.ts';

/** A POST to a system whose URL a tenant has chosen. */
export type OutboundRequest = {
  readonly url: string;
  /**
   * Additional headers. The client itself sets `host`, `content-length`, `accept-encoding` and
   * `connection`.
   */
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
  /**
   * The maximum time, in milliseconds, for the whole request: find the address, connect, send, and
   * read the answer.
   */
  readonly deadlineMs: number;
  /** The maximum number of bytes that are read from the answer's body. */
  readonly maxAnswerBytes: number;
};

/** Sends one request, only once. It throws no error and follows no redirect. */
export type SendOutbound = (request: OutboundRequest) => Promise<Outcome>;

export type OutboundDeps = {
  readonly resolve: Resolve;
  /** True if the client may send requests to this machine. Only the local stack sets it. */
  readonly allowsLoopback: boolean;
  /** For tests: the certificate of the authority that signs a receiver's certificate. */
  readonly certificateAuthority?: string | undefined;
};

/**
 * The stage that a request has reached. The receiver may have received a part of the request only
 * in the last stage, `sent`.
 */
type Progress = { stage: 'resolving' | 'connecting' | 'securing' | 'sent' };

const reasonOf = {
  resolving: 'name-unknown',
  connecting: 'connection-failed',
  securing: 'certificate-refused',
  sent: 'answer-missing',
} as const satisfies { readonly [stage in Progress['stage']]: FailureReason };

/**
 * Makes the lookup function for a request. It always returns the checked addresses, even if the
 * name meanwhile has other addresses.
 */
function pinTo(addresses: readonly ResolvedAddress[]): LookupFunction {
  const [first] = addresses;
  return (_hostname, options, done) => {
    if (options.all === true) done(null, [...addresses]);
    else done(null, first?.address ?? '', first?.family);
  };
}

function watch(sending: ClientRequest, isSecure: boolean, progress: Progress): void {
  sending.on('socket', (socket) => {
    socket.on('connect', () => {
      progress.stage = isSecure ? 'securing' : 'sent';
    });
    socket.on('secureConnect', () => {
      progress.stage = 'sent';
    });
  });
}

/**
 * Reads an answer up to a maximum length. If the answer is longer, breaks off, or does not end in
 * time, `isCut` of the outcome is true.
 */
async function readAnswer(answer: IncomingMessage, bytesMax: number): Promise<Outcome> {
  const parts: Buffer[] = [];
  let length = 0;
  let isCut = false;
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      parts.push(part.subarray(0, bytesMax - length));
      length += part.length;
      if (length > bytesMax) {
        isCut = true;
        break;
      }
    }
  } catch {
    isCut = true;
  }
  return { kind: 'answered', status: answer.statusCode ?? 0, body: Buffer.concat(parts), isCut };
}

function post(
  { url, hostname }: Target,
  addresses: readonly ResolvedAddress[],
  input: OutboundRequest,
  {
    certificateAuthority,
    signal,
  }: Pick<OutboundDeps, 'certificateAuthority'> & { signal: AbortSignal },
): ClientRequest {
  const isSecure = url.protocol === 'https:';
  const body = Buffer.from(input.body, 'utf8');
  const options = {
    method: 'POST',
    // Each request has its own connection. So a request never uses a connection that was made for
    // another request or another tenant.
    agent: false,
    lookup: pinTo(addresses),
    signal,
    headers: {
      ...input.headers,
      host: url.host,
      'content-length': body.length,
      'accept-encoding': 'identity',
      connection: 'close',
    },
  } as const;
  const ca = certificateAuthority === undefined ? {} : { ca: certificateAuthority };
  const sending = isSecure
    ? requestHttps(url, { ...options, ...ca, servername: hostname })
    : requestHttp(url, options);
  sending.end(body);
  return sending;
}

/**
 * Makes the client for systems whose URLs tenants choose. It sends requests only to public hosts.
 * For each request, the client resolves the host name once, checks each address that it gets, and
 * connects only to these addresses.
 */
export function createSendOutbound(deps: OutboundDeps): SendOutbound {
  async function reach(input: OutboundRequest, progress: Progress, signal: AbortSignal) {
    const target = readTarget(input.url, deps.allowsLoopback);
    if (target === undefined) return 'refused';
    const addresses = await findAddresses(deps, target.hostname);
    if (addresses === 'refused') return 'refused';
    signal.throwIfAborted();
    progress.stage = 'connecting';
    const { certificateAuthority } = deps;
    const sending = post(target, addresses, input, { certificateAuthority, signal });
    watch(sending, target.url.protocol === 'https:', progress);
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    // If an error happens after the answer has begun, this `reject` has no effect. Then
    // `readAnswer` sets `isCut`.
    sending.on('error', reject).on('response', resolve);
    return promise;
  }

  return async (input) => {
    const progress: Progress = { stage: 'resolving' };
    const time = new AbortController();
    const timeUp = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      timeUp.reject(new Error('no answer in time'));
      time.abort();
    }, input.deadlineMs);
    try {
      // A call of the resolver cannot be stopped. So when the time is up, the client does not wait
      // for it any more.
      const answer = await Promise.race([reach(input, progress, time.signal), timeUp.promise]);
      if (answer === 'refused')
        return { kind: 'failed', reason: 'target-refused', mayHaveArrived: false };
      return await readAnswer(answer, input.maxAnswerBytes);
    } catch {
      const reason = time.signal.aborted ? 'timed-out' : reasonOf[progress.stage];
      return { kind: 'failed', reason, mayHaveArrived: progress.stage === 'sent' };
    } finally {
      clearTimeout(timer);
    }
  };
}
