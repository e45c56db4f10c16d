import type { Instant } from '#shared/base/time/instant.ts';
import type { Outcome } from '#shared/outbound/outcome.ts';
import type { SendOutbound } from '#shared/outbound/send-outbound.ts';
import { signWebhook } from '#shared/outbound/sign-webhook.ts';
import type { NamedEndpoint } from '../endpoints/endpoint.ts';
import type { Authorise } from './authorise.ts';

/** The result of a transfer. */
export type HandedOver = {
  /**
   * `arrived`: the system answered 2xx. `refused`: the system answered that it does not accept this
   * message. `failed`: the system did not get the message, or answered with an error that may be
   * temporary. `unknown`: the system may have the message, because the answer to an attempt was
   * lost.
   */
  readonly outcome: 'arrived' | 'refused' | 'failed' | 'unknown';
  /** The HTTP status of the answer to the last attempt. Null if this attempt got no answer. */
  readonly status: number | null;
  /**
   * The reason why the last attempt got no answer. Null if the last attempt got an answer.
   * `authorisation-refused`: Mayfly got no access token, so it did not send the message.
   * `caller-gone`: there was no attempt, because the caller did not wait any more.
   */
  readonly reason: string | null;
  readonly attempts: number;
  /**
   * The id of the message. All attempts have the same id, so that the system recognises a repeated
   * message.
   */
  readonly message_id: string;
};

export type HandingDeps = {
  readonly send: SendOutbound;
  readonly authorise: Authorise;
  readonly now: () => Instant;
  /** A monotonic clock in milliseconds, which measures the time of an attempt. */
  readonly monotonic: () => number;
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
};

export type Message = {
  readonly tenant: string;
  readonly endpoint: NamedEndpoint;
  readonly messageId: string;
  readonly body: string;
  /** True if the caller still waits for the answer. */
  readonly isWaitedFor: () => boolean;
};

const attemptsMax = 3;
/**
 * The maximum time of one attempt. Mayfly must begin to answer its own caller within 30 s. Three
 * attempts and the pauses between them must fit into these 30 s.
 */
const attemptMs = 7_000;
const firstPauseMs = 250;

type Tried =
  | { readonly kind: 'authorisation refused' }
  | { readonly kind: 'sent'; readonly outcome: Outcome };

async function tryOnce(deps: HandingDeps, message: Message): Promise<Tried> {
  const { tenant, endpoint, messageId, body } = message;
  const began = deps.monotonic();
  const headers = await deps.authorise.headersFor(tenant, endpoint, attemptMs);
  if (headers === 'refused') return { kind: 'authorisation refused' };
  const signed = signWebhook(endpoint.signingSecret, { id: messageId, now: deps.now(), body });
  const outcome = await deps.send({
    url: endpoint.url,
    headers: { ...headers, ...signed, 'content-type': 'application/json' },
    body,
    deadlineMs: Math.max(1, attemptMs - (deps.monotonic() - began)),
    maxAnswerBytes: 0,
  });
  const isStale = outcome.kind === 'answered' && outcome.status === 401;
  if (isStale) deps.authorise.forget(tenant, endpoint);
  return { kind: 'sent', outcome };
}

const transient: ReadonlySet<number> = new Set([408, 425, 429]);

/** True if another attempt may have another result. */
function isWorthAgain(tried: Tried, { endpoint }: Message): boolean {
  if (tried.kind === 'authorisation refused') return true;
  const { outcome } = tried;
  if (outcome.kind === 'failed') return outcome.reason !== 'target-refused';
  const mayRenew = outcome.status === 401 && endpoint.auth.type === 'oauth2';
  return outcome.status >= 500 || transient.has(outcome.status) || mayRenew;
}

function judge(tried: readonly Tried[]): Pick<HandedOver, 'outcome' | 'status' | 'reason'> {
  const last = tried.at(-1);
  if (last === undefined) return { outcome: 'failed', status: null, reason: 'caller-gone' };
  const isUncertain = tried.some(
    (each) => each.kind === 'sent' && each.outcome.kind === 'failed' && each.outcome.mayHaveArrived,
  );
  if (last.kind === 'authorisation refused') {
    const outcome = isUncertain ? 'unknown' : 'failed';
    return { outcome, status: null, reason: 'authorisation-refused' };
  }
  const { outcome } = last;
  if (outcome.kind === 'failed')
    return { outcome: isUncertain ? 'unknown' : 'failed', status: null, reason: outcome.reason };
  const { status } = outcome;
  if (status >= 200 && status < 300) return { outcome: 'arrived', status, reason: null };
  if (isUncertain) return { outcome: 'unknown', status, reason: null };
  const isRefusal = status < 500 && !transient.has(status);
  return { outcome: isRefusal ? 'refused' : 'failed', status, reason: null };
}

/**
 * Sends a message to a system of a tenant, in at most three attempts of at most 7 s each. No
 * further attempt begins when the caller does not wait any more. All attempts have the same id. No
 * part of the message is stored.
 */
export async function handOver(deps: HandingDeps, message: Message): Promise<HandedOver> {
  const tried: Tried[] = [];
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    if (attempt > 0) await deps.sleep(firstPauseMs * 2 ** attempt * (0.5 + deps.random()));
    if (!message.isWaitedFor()) break;
    const last = await tryOnce(deps, message);
    tried.push(last);
    if (!isWorthAgain(last, message)) break;
  }
  return { ...judge(tried), attempts: tried.length, message_id: message.messageId };
}
