import type { Collection } from '#shared/store/declare-collection.ts';

/** When the person withdrew from the purpose of a consent that was pending then, so that it is confirmed no more. */
export const consentFields: Collection['fields'] = { overtaken_at: 'id' };
