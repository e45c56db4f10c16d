import type { Instant } from '#shared/base/time/instant.ts';
import type { CompanionMaker } from '#shared/records/companion.ts';
import type { Context } from '#shared/records/context.ts';
import type { CompleteCorrection } from '#shared/records/correct-record.ts';
import type { Created } from '#shared/records/create-records.ts';
import type { DeletionWrites } from '#shared/records/delete-record.ts';
import type { readExportOptions } from '#shared/records/export-options.ts';
import type { Preconditions } from '#shared/records/precondition.ts';
import type { Complete } from '#shared/records/read-inputs.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import type { OwnRestriction } from '#shared/records/restriction/own-restriction.ts';
import type { Revise } from '#shared/records/revise.ts';
import type { App } from '../create-app.ts';

/** A category's own verbs and parts of verbs, which replace or complete the generic verbs. */
export type OwnVerbs = {
  /**
   * Returns the names of fields that are removed from a new record before the record is checked.
   */
  readonly dropUnread?: (ctx: Context) => readonly string[];
  readonly complete?: Complete;
  readonly completeCorrection?: CompleteCorrection;
  readonly revise?: Revise;
  readonly companions?: (ctx: Context) => CompanionMaker;
  readonly createRecords?: (
    ctx: Context,
    input: { readonly body: unknown; readonly idempotencyKey: string | undefined },
  ) => Promise<Created>;
  readonly correctRecord?: (
    ctx: Context,
    input: {
      readonly id: string;
      readonly body: unknown;
      readonly preconditions: Preconditions;
    },
  ) => Promise<ClearRecord>;
  readonly deletionWrites?: DeletionWrites;
  readonly restriction?: OwnRestriction;
  /**
   * Reads the options in the body of a request for an archive. A category has this function if it
   * allows more options than other categories.
   */
  readonly readExport?: (
    ctx: Context,
    body: unknown,
  ) => Promise<ReturnType<typeof readExportOptions>>;
  /**
   * Called when an export without filters has sent all records. The function gets the time when the
   * export began.
   */
  readonly exported?: (ctx: Context, beganAt: Instant) => Promise<void>;
  /**
   * Adds the category's own routes before the generic routes. Otherwise a generic route with `:id`
   * could match such a path, and take a part of the path as a record's id.
   */
  readonly addRoutes?: (app: App) => void;
};
