import { CloudSchedulerClient, type protos } from '@google-cloud/scheduler';
import { credentials, status } from '@grpc/grpc-js';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { attemptJob } from '../../infra/emulators/scheduler/scheduler-attempt.ts';
import {
  type SchedulerEmulator,
  startSchedulerEmulator,
} from '../../infra/emulators/scheduler/scheduler-emulator.ts';
import {
  createTokenIssuer,
  type TokenIssuer,
} from '../../infra/emulators/scheduler/token-issuer.ts';
import { type JobTarget, startJobTarget } from './job-target.ts';

const parent = 'projects/demo-scheduler/locations/europe-west1';
const name = `${parent}/jobs/purge`;
const issuerUrl = 'http://127.0.0.1/_local/issuer';
const serviceAccountEmail = 'scheduler@demo-scheduler.iam.gserviceaccount.com';
const audience = 'https://purge.example';
const never = '0 0 29 2 *';
const waiting = { timeout: 10_000, interval: 20 };
let issuer: TokenIssuer;
let emulator: SchedulerEmulator;
let client: CloudSchedulerClient;
let target: JobTarget;
let clockAheadMs = 0;
const errors: Error[] = [];
const now = () => Date.now() + clockAheadMs;

beforeEach(async () => {
  clockAheadMs = 0;
  errors.length = 0;
  issuer ??= await createTokenIssuer({ issuer: () => issuerUrl });
  target = await startJobTarget();
  emulator = await startSchedulerEmulator({ issuer, now, onError: (error) => errors.push(error) });
  client = new CloudSchedulerClient({
    apiEndpoint: '127.0.0.1',
    port: emulator.port,
    projectId: 'demo-scheduler',
    sslCreds: credentials.createInsecure(),
  });
});

afterEach(async () => {
  await client.close();
  await emulator.stop();
  await target.stop();
});

function draftJob(
  job: protos.google.cloud.scheduler.v1.IJob = {},
): protos.google.cloud.scheduler.v1.IJob {
  return {
    name,
    schedule: never,
    timeZone: 'Europe/Berlin',
    httpTarget: {
      uri: target.uri,
      httpMethod: 'POST',
      oidcToken: { serviceAccountEmail, audience },
    },
    ...job,
  };
}

test('a job with a schedule for every second runs every second, until it is paused', async () => {
  await client.createJob({ parent, job: draftJob({ schedule: '* * * * * *' }) });
  await vi.waitFor(() => expect(target.requests.length).toBeGreaterThan(2), waiting);
  const ticks = target.requests.map(({ headers }) =>
    Date.parse(String(headers['x-cloudscheduler-scheduletime'])),
  );
  expect((ticks[1] ?? 0) - (ticks[0] ?? 0)).toBe(1_000);
  expect((ticks[2] ?? 0) - (ticks[1] ?? 0)).toBe(1_000);
  await client.pauseJob({ name });
  const count = target.requests.length;
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(target.requests.length).toBe(count);
  await client.resumeJob({ name });
  await vi.waitFor(() => expect(target.requests.length).toBeGreaterThan(count), waiting);
});

test('a run on demand sends the headers of Cloud Scheduler and a valid token', async () => {
  await client.createJob({ parent, job: draftJob() });
  expect(await emulator.runJob('purge')).toEqual({ status: 200, body: { count: 1 } });
  expect(await emulator.runJob(name)).toEqual({ status: 200, body: { count: 2 } });
  const { method, headers } = target.requests[0] ?? expect.fail('no request');
  expect(method).toBe('POST');
  expect(headers).toMatchObject({
    'x-cloudscheduler': 'true',
    'x-cloudscheduler-jobname': 'purge',
    'user-agent': 'Google-Cloud-Scheduler',
    'content-type': 'application/octet-stream',
  });
  const scheduledAt = Date.parse(String(headers['x-cloudscheduler-scheduletime']));
  expect(Math.abs(scheduledAt - Date.now())).toBeLessThan(5_000);

  const token = String(headers.authorization).replace(/^Bearer /, '');
  const keys = createLocalJWKSet(issuer.jwks());
  const expected = { issuer: issuerUrl, audience };
  const { payload, protectedHeader } = await jwtVerify(token, keys, expected);
  expect(protectedHeader).toMatchObject({ alg: 'RS256', kid: issuer.jwks().keys[0]?.kid });
  expect(payload).toMatchObject({ email: serviceAccountEmail, email_verified: true });
  expect(payload.sub).toMatch(/^\d{21}$/);
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3_600);
  const stranger = await createTokenIssuer({ issuer: () => issuerUrl });
  await expect(jwtVerify(token, createLocalJWKSet(stranger.jwks()), expected)).rejects.toThrow();
  expect(issuer.jwks().keys[0]).not.toHaveProperty('d');
});

test('after a 503 the emulator repeats the call; the settings of the job determine the number of repetitions and the pauses between them', async () => {
  const retryConfig = { retryCount: 2, minBackoffDuration: { nanos: 200_000_000 } };
  await client.createJob({ parent, job: draftJob({ retryConfig }) });
  target.answers.push(503, 503, 503, 503);
  const [answer] = await client.runJob({ name });
  expect(answer.name).toBe(name);
  await vi.waitFor(() => expect(errors).toHaveLength(1), waiting);
  expect(errors[0]?.message).toContain('status 503');
  expect(target.requests).toHaveLength(3);
  const [first, second, third] = target.requests.map(({ at }) => at);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(195);
  expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(395);
  const times = target.requests.map(({ headers }) => headers['x-cloudscheduler-scheduletime']);
  expect(new Set(times).size).toBe(1);
  expect((await client.getJob({ name }))[0].status?.code).toBe(status.UNAVAILABLE);
});

test('after the first success there are no more attempts, and a 4xx is not repeated', async () => {
  const retryConfig = { retryCount: 3, minBackoffDuration: { nanos: 10_000_000 } };
  await client.createJob({ parent, job: draftJob({ retryConfig }) });
  target.answers.push(503, 200);
  await client.runJob({ name });
  await vi.waitFor(() => expect(target.requests).toHaveLength(2), waiting);
  target.answers.push(403);
  await client.runJob({ name });
  await vi.waitFor(() => expect(errors).toHaveLength(1), waiting);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(target.requests).toHaveLength(3);
});

test('an attempt ends at its deadline; when the emulator stops, a running attempt is aborted', async () => {
  target.answers.push(0, 0);
  const { signal } = new AbortController();
  const attempt = { job: draftJob(), scheduledAt: 0, issuer, now, signal, deadlineMs: 100 };
  await expect(attemptJob(attempt)).rejects.toThrow(/timeout/);
  await client.createJob({ parent, job: draftJob() });
  const run = emulator.runJob('purge');
  // oxlint-disable-next-line vitest/valid-expect -- awaited after the emulator has stopped
  const refused = expect(run).rejects.toThrow(/got no answer/);
  await vi.waitFor(() => expect(target.requests).toHaveLength(2), waiting);
  await emulator.stop();
  await refused;
});

test('the schedule follows the given clock and time zone; if the clock jumps over a scheduled time, the job does not run', async () => {
  const noonInBerlin = Date.parse('2030-07-01T10:00:00Z');
  await client.createJob({ parent, job: draftJob({ schedule: '0 12 1 7 *' }) });
  clockAheadMs = noonInBerlin + 3_600_000 - Date.now();
  await new Promise((resolve) => setTimeout(resolve, 800));
  expect(target.requests).toHaveLength(0);
  clockAheadMs = noonInBerlin - 1_000 - Date.now();
  await vi.waitFor(() => expect(target.requests).toHaveLength(1), waiting);
  expect(target.requests[0]?.headers['x-cloudscheduler-scheduletime']).toBe(
    '2030-07-01T10:00:00.000Z',
  );
});

test('a job can be created only once, and can be listed, updated by mask and deleted', async () => {
  await client.createJob({ parent, job: draftJob() });
  await expect(client.createJob({ parent, job: draftJob() })).rejects.toMatchObject({
    code: status.ALREADY_EXISTS,
  });
  const body = Buffer.from('{"dry":true}');
  await client.updateJob({
    job: { name, schedule: 'not a schedule', httpTarget: { body, uri: 'ignored' } },
    updateMask: { paths: ['http_target.body'] },
  });
  const [jobs] = await client.listJobs({ parent });
  expect(jobs).toMatchObject([{ name, schedule: never, httpTarget: { uri: target.uri } }]);
  await emulator.runJob('purge');
  expect(target.requests[0]?.body).toBe('{"dry":true}');
  await expect(
    client.updateJob({ job: { name, schedule: 'x' }, updateMask: { paths: ['schedule'] } }),
  ).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
  await client.deleteJob({ name });
  await expect(client.getJob({ name })).rejects.toMatchObject({ code: status.NOT_FOUND });
  await expect(emulator.runJob('purge')).rejects.toThrow(/no job with the id/);
});
