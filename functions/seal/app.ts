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
 * Ten minutes after the end of each hour, a run seals the entries of this hour. If two runs have
 * missed an hour, the log line is an error.
 */
const alarmSeconds = 2 * 3_600;

/**
 * Creates the app that seals the finished hours of the manager log, and then signs the receipt of
 * each day's expiries. Only Cloud Scheduler may call it.
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
