import { startGrpcServer } from '../grpc/grpc-server.ts';
import { runJobs } from './run-jobs.ts';
import type { AttemptResult } from './scheduler-attempt.ts';
import { createSchedulerHandlers } from './scheduler-handlers.ts';
import type { TokenIssuer } from './token-issuer.ts';

export interface SchedulerEmulator {
  host: string;
  port: number;
  /**
   * One attempt now, without retries. Takes the job's full name, or its id if only one job has it.
   * Rejects when the job does not exist or the target does not answer in time.
   */
  runJob(name: string): Promise<AttemptResult>;
  /** Cancels running attempts and waits for their end. */
  stop(): Promise<void>;
}

/** Cloud Scheduler for the real client, on this machine: its jobs fire by the given clock. */
export async function startSchedulerEmulator({
  port = 0,
  issuer,
  now,
  onError = () => {},
}: {
  port?: number;
  issuer: TokenIssuer;
  now: () => number;
  /** Receives each run that failed after its last retry and has no waiting caller. */
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
