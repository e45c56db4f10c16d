import * as z from 'zod';
import { recordIdPattern } from '#shared/store/document-ids.ts';
import { replacementReasons } from './verification/draw-format.ts';

/** The most winners of one draw, because one commit writes all of them. */
export const drawCountMax = 500;

const recordId = z.string().regex(recordIdPattern, 'id of a record');

/**
 * The winner to replace: the winner's id, or a place of a draw. A place exists even after its
 * winner was deleted.
 */
const replaced = z.union([
  recordId,
  z.strictObject({ draw_id: recordId, place: z.int().min(1).max(1_000_000) }),
]);

/** The caller's input for drawing winners, announcing a draw, or replacing a winner. */
export const drawInput = z
  .strictObject({
    count: z.int().min(1).max(drawCountMax),
    announce_only: z.boolean().optional(),
    replaces: replaced.optional(),
    reason: z.enum(replacementReasons).optional(),
  })
  .refine(({ replaces, reason }) => (replaces === undefined) === (reason === undefined), {
    params: { rule: 'replaces and reason are only allowed together' },
  })
  .refine(
    ({ replaces, count, announce_only }) =>
      replaces === undefined || (count === 1 && announce_only !== true),
    { params: { rule: 'with replaces, count must be 1, and announce_only must not be true' } },
  );
export type DrawInput = z.output<typeof drawInput>;

/** The caller's input for finishing an announced draw. */
export const finishInput = z.strictObject({
  public_value: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,64}$/, '1 to 64 letters, digits, dots, dashes or underscores')
    .nullable(),
});
