import { describeError, type Logger } from '#shared/http/logger.ts';
import type { ReceiptIssued } from '#shared/subjects/receipts/issue-receipt.ts';
import type { SubjectWorld } from '#shared/subjects/subject-world.ts';
import type { Signer } from '#shared/vault/signer.ts';

export type ReceiptsAppDeps = SubjectWorld & {
  readonly logger: Logger;
  /** Signs receipts. */
  readonly signer: Signer;
};

/**
 * Returns the dependencies with which receipts are issued. `onIssued` logs each issued receipt, as
 * evidence outside the database. `onFailure` logs that a receipt will follow later.
 */
export function issuing({ signer, logger, categories }: ReceiptsAppDeps) {
  return {
    signer,
    categories,
    onIssued: (issued: ReceiptIssued) => logger.info(issued, 'receipt issued'),
    onFailure: (error: unknown) => logger.warn(describeError(error), 'receipt follows later'),
  };
}
