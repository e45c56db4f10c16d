import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import type { Context } from '#shared/records/context.ts';
import { renderFor } from '#shared/records/open-record.ts';
import { readRecord } from '#shared/records/read-record.ts';
import { identifierOf } from './complete-consent.ts';

/** A text that is part of every proof. */
export const archiveNote =
  'Mayfly is no long-term archive of proof: it deletes this proof at kept_until. If you must be able to prove the consent for longer, export the proof and keep it elsewhere.';

/**
 * Returns the proof of a consent (Art. 7(1) GDPR): who agreed, when, to which wording and from
 * which IP address. It also says when the consent was confirmed and when it was withdrawn. Unknown
 * values are null. `masked` lists the fields that are missing because the caller may not read them.
 * @throws Problem `scope-missing`, `record-not-found`
 */
export async function readProof(ctx: Context, input: { readonly id: string }) {
  const record = await readRecord(ctx, { category: marketingConsents, id: input.id });
  const shown = renderFor(ctx, marketingConsents, record);
  const of = (name: string) => shown[name] ?? null;
  return {
    id: record.id,
    type: of('type'),
    status: of('status'),
    opt_in: of('opt_in'),
    person: of(identifierOf(shown['type'])),
    wording_text: of('wording_text'),
    source: of('source'),
    given: { at: of('created_at'), ip: of('ip') },
    confirmed: { at: of('confirmed_at'), ip: of('confirmed_ip') },
    withdrawn: { at: of('withdrawn_at'), reason: of('withdrawal_reason') },
    kept_until: of('expires_at'),
    note: archiveNote,
    ...(shown['masked'] !== undefined && { masked: shown['masked'] }),
  };
}
