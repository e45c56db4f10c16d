import { createHash } from 'node:crypto';
import { fromProtoTime } from '../grpc/proto-time.ts';
import { attemptDeadlineDefaultMs, type JobFields, readMethod } from './scheduler-jobs.ts';
import type { TokenIssuer } from './token-issuer.ts';

export interface AttemptResult {
  status: number;
  /** The parsed JSON of the answer, or its text if it is not JSON. */
  body: unknown;
}

export interface AttemptOptions {
  job: JobFields;
  scheduledAt: number;
  issuer: TokenIssuer;
  now: () => number;
  signal: AbortSignal;
  /** The deadline in milliseconds. By default it is the deadline of the job. */
  deadlineMs?: number;
}

const tokenLifetimeSeconds = 3_600;

/** Makes one HTTP request as Cloud Scheduler makes it. Rejects if no answer arrives in time. */
export async function attemptJob(options: AttemptOptions): Promise<AttemptResult> {
  const { job, signal } = options;
  const deadlineMs =
    options.deadlineMs ?? fromProtoTime(job.attemptDeadline) ?? attemptDeadlineDefaultMs;
  const body = job.httpTarget?.body;
  const response = await fetch(job.httpTarget?.uri ?? '', {
    method: readMethod(job),
    headers: await createHeaders(options),
    ...(body?.length && { body: Buffer.from(body as Uint8Array) }),
    redirect: 'manual',
    signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
  });
  return { status: response.status, body: parseBody(await response.text()) };
}

async function createHeaders({ job, scheduledAt, issuer, now }: AttemptOptions): Promise<Headers> {
  const headers = new Headers({ 'Content-Type': 'application/octet-stream' });
  for (const [name, value] of Object.entries(job.httpTarget?.headers ?? {})) {
    headers.set(name, value);
  }
  headers.set('User-Agent', 'Google-Cloud-Scheduler');
  headers.set('X-CloudScheduler', 'true');
  headers.set('X-CloudScheduler-JobName', job.name?.split('/').at(-1) ?? '');
  headers.set('X-CloudScheduler-ScheduleTime', new Date(scheduledAt).toISOString());
  const oidc = job.httpTarget?.oidcToken;
  if (oidc) {
    const email = oidc.serviceAccountEmail ?? '';
    const subject = toAccountNumber(email);
    const token = await issuer.sign(
      {
        aud: oidc.audience || (job.httpTarget?.uri ?? ''),
        azp: subject,
        sub: subject,
        email,
        email_verified: true,
      },
      { expiresInSeconds: tokenLifetimeSeconds, now: now() },
    );
    headers.set('Authorization', `Bearer ${token}`);
  }
  return headers;
}

/**
 * Returns a number of 21 digits for a service account, always the same number. Google's tokens also
 * have such a number in the claim `sub`.
 */
function toAccountNumber(email: string): string {
  const hash = createHash('sha256').update(email).digest('hex').slice(0, 16);
  return `1${BigInt(`0x${hash}`).toString().padStart(20, '0')}`;
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
