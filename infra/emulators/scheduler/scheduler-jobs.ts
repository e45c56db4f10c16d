import type { protos } from '@google-cloud/scheduler';
import { Cron } from 'croner';
import { invalidField } from '../grpc/grpc-server.ts';
import { fromProtoTime } from '../grpc/proto-time.ts';

export type JobFields = protos.google.cloud.scheduler.v1.IJob;

export interface Job {
  fields: JobFields & { name: string };
  cron: Cron;
}

export const attemptDeadlineDefaultMs = 180_000;
const attemptDeadlineMinMs = 15_000;
const attemptDeadlineMaxMs = 1_800_000;

/** Parses a job. It refuses jobs that Cloud Scheduler would refuse, and targets other than HTTP. */
export function parseJob(fields: JobFields): Job {
  const { name, httpTarget, schedule, timeZone } = fields;
  if (!/^projects\/[^/]+\/locations\/[^/]+\/jobs\/[A-Za-z0-9_-]{1,500}$/.test(name ?? '')) {
    throw invalidField('name');
  }
  if (!/^https?:\/\//.test(httpTarget?.uri ?? '') || !URL.canParse(httpTarget?.uri ?? '')) {
    throw invalidField('http_target.uri');
  }
  if (httpTarget?.oidcToken && !httpTarget.oidcToken.serviceAccountEmail) {
    throw invalidField('http_target.oidc_token.service_account_email');
  }
  if (readMethod(fields) === 'GET' && httpTarget?.body?.length)
    throw invalidField('http_target.body');
  const deadline = fromProtoTime(fields.attemptDeadline) ?? attemptDeadlineDefaultMs;
  if (deadline < attemptDeadlineMinMs || deadline > attemptDeadlineMaxMs) {
    throw invalidField('attempt_deadline');
  }
  const retries = fields.retryConfig?.retryCount ?? 0;
  if (retries < 0 || retries > 5) throw invalidField('retry_config.retry_count');
  return {
    fields: { ...fields, name: name ?? '' },
    cron: parseSchedule(schedule ?? '', timeZone || 'UTC'),
  };
}

export function readMethod({ httpTarget }: JobFields): string {
  const method = httpTarget?.httpMethod;
  return !method || method === 'HTTP_METHOD_UNSPECIFIED' ? 'POST' : String(method);
}

/**
 * Returns the job with the fields of the update. `paths` (in snake_case) names the fields. If
 * `paths` is empty, the function takes all fields that can be changed.
 */
export function applyUpdate(current: JobFields, update: JobFields, paths: string[]): JobFields {
  const result: Record<string, unknown> = structuredClone(current) as Record<string, unknown>;
  for (const path of paths.length > 0 ? paths : updatableFields) {
    const keys = path.split('.').map(toCamelCase);
    const last = keys.pop() ?? '';
    let target = result;
    let source: unknown = update;
    for (const key of keys) {
      const child = { ...(target[key] as Record<string, unknown> | null) };
      target[key] = child;
      target = child;
      source = (source as Record<string, unknown> | null)?.[key];
    }
    target[last] = (source as Record<string, unknown> | null)?.[last];
  }
  return { ...result, name: current.name ?? '' };
}

const updatableFields = [
  'description',
  'http_target',
  'schedule',
  'time_zone',
  'retry_config',
  'attempt_deadline',
];

function parseSchedule(schedule: string, timezone: string): Cron {
  try {
    const cron = new Cron(schedule, { timezone, paused: true });
    cron.nextRun();
    return cron;
  } catch {
    throw invalidField('schedule or time_zone');
  }
}

function toCamelCase(snake: string): string {
  return snake.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
