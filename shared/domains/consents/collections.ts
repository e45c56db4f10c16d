import type { Collection } from '#shared/store/declare-collection.ts';

/** When the person withdrew from the purpose of a pending consent, which can then no longer be confirmed. */
export const consentFields: Collection['fields'] = { overtaken_at: 'id' };
