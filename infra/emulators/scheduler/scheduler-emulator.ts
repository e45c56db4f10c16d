import { startGrpcServer } from '../grpc/grpc-server.ts';
import { runJobs } from './run-jobs.ts';
import type { AttemptResult } from './scheduler-attempt.ts';
import { createSchedulerHandlers } from './scheduler-handlers.ts';
import type { TokenIssuer } from './token-issuer.ts';

export interface SchedulerEmulator {
  host: string;
  port: number;
  /**
   * Makes one attempt now, without retries. Takes the job's full name, or its id if only one job
   * has that id. Rejects if the job does not exist, or if the target does not answer in time.
   */
  runJob(name: string): Promise<AttemptResult>;
  /** Cancels running attempts, and waits until they have ended. */
  stop(): Promise<void>;
}

/**
 * Starts a server that replaces Cloud Scheduler on this machine. Google's real client can call this
 * server. The schedules of the jobs follow the given clock.
 */
export async function startSchedulerEmulator({
  port = 0,
  issuer,
  now,
  onError = () => {},
}: {
  port?: number;
  issuer: TokenIssuer;
  now: () => number;
  /**
   * Receives an error for each run that still fails after its retries. A schedule or a call of
   * `RunJob` has started this run. Errors of `runJob` above go to its caller instead.
   */
  onError?: (error: Error) => void;
}): Promise<SchedulerEmulator> {
  const host = '127.0.0.1';
  const runner = runJobs({ issuer, now, onError });
  const server = await startGrpcServer({
    protosModule: '@google-cloud/scheduler/build/protos/protos.json',
    service: 'google.cloud.scheduler.v1.CloudScheduler',
    handlers: createSchedulerHandlers(runner, now),
    host,
    port,
  });
  return {
    host,
    port: server.port,
    runJob: (name) => runner.runOnce(name),
    async stop() {
      await runner.stop();
      await server.stop();
    },
  };
}
