import { categories } from '#shared/categories/registry.ts';
import type { App } from '#shared/http/create-app.ts';
import { createTaskApp } from '#shared/http/create-task-app.ts';
import type { ReceiptIssued } from '#shared/subjects/receipts/issue-receipt.ts';
import { runExpiry } from '#shared/sweeps/expiry/run-expiry.ts';
import type { SealMade } from '#shared/sweeps/seal/make-seal.ts';
import { runSeal } from '#shared/sweeps/seal/run-seal.ts';
import type { Signer } from '#shared/vault/signer.ts';
import type { TaskService } from '#shared/wiring/task-service.ts';

/**
 * If a seal was overdue by more than this time, the log line of the run is an error. Usually each
 * run seals the hour that ended ten minutes before. So the line is an error when two runs are
 * missing.
 */
const alarmSeconds = 2 * 3_600;

/**
 * Creates the app that seals the finished hours of the manager log. For each finished day it then
 * signs a receipt about the records that expired. Only Cloud Scheduler may call it.
 */
export function createSealApp(service: TaskService & { readonly signer: Signer }): App {
  const { work, signer, logger } = service;
  return createTaskApp(service, {
    name: 'seal',
    alarmSeconds,
    async run(onFailure) {
      const own = { ...work, signer, onFailure };
      const onSealed = (seal: SealMade) => logger.info(seal, 'hour sealed');
      const sealed = await runSeal({ ...own, onSealed });
      const budgetSeconds = work.budgetSeconds - sealed.duration_ms / 1_000;
      const onIssued = (issued: ReceiptIssued) => logger.info(issued, 'receipt issued');
      const expiry = await runExpiry({ ...own, budgetSeconds, categories, onIssued });
      return {
        ...sealed,
        ...expiry,
        complete: sealed.complete && expiry.complete,
        failed: sealed.failed + expiry.failed,
        duration_ms: sealed.duration_ms + expiry.duration_ms,
      };
    },
  });
}
