import type { Middleware, Storage, TranscriptStore } from '@microsoft/agents-hosting';
import { createConversationIds } from './conversation-ids.ts';
import { createMetUsers } from './met-users.ts';
import { createNameSubject } from './name-subject.ts';
import type { AgentsStoreOptions } from './options.ts';
import { createStorage } from './storage.ts';
import { createTranscriptStore } from './transcript-store.ts';

/** What an agent keeps in Mayfly. */
export type AgentsStore = {
  readonly storage: Storage;
  readonly transcripts: TranscriptStore;
  /** Notes in each turn who speaks in which conversation. Add it to the adapter before anything that reads state. */
  readonly subjects: Middleware;
};

/**
 * Stores for an agent of the Microsoft 365 Agents SDK. State and transcript of a conversation lie in the same
 * conversation of Mayfly, which is said to be with its user. So erasing the person by the id that the channel gives
 * them finds both.
 * @throws TypeError for a secret that is too short
 */
export function createAgentsStore(options: AgentsStoreOptions): AgentsStore {
  const ids = createConversationIds(options.idSecret);
  const met = createMetUsers();
  const nameSubject = createNameSubject(options);
  return {
    storage: createStorage(options, { ids, met, nameSubject }),
    transcripts: createTranscriptStore(options, { ids, nameSubject }),
    subjects: {
      async onTurn({ activity }, next) {
        met.meet(activity);
        await next();
      },
    },
  };
}
