import type { Middleware, Storage, TranscriptStore } from '@microsoft/agents-hosting';
import { createConversationIds } from './conversation-names.ts';
import { createMetUsers } from './met-users.ts';
import { createNameSubject } from './name-subject.ts';
import type { AgentsStoreOptions } from './options.ts';
import { createStorage } from './storage.ts';
import { createTranscriptStore } from './transcript-store.ts';

/** The stores of an agent, which keep their data in Mayfly. */
export type AgentsStore = {
  readonly storage: Storage;
  readonly transcripts: TranscriptStore;
  /**
   * Middleware that notes the user of the conversation in each turn. Add it to the adapter before
   * all parts that read state.
   */
  readonly subjects: Middleware;
};

/**
 * Creates the stores for an agent of the Microsoft 365 Agents SDK. In Mayfly, the state and the
 * transcript of a conversation belong to one conversation. Its subject is the user. So an erasure
 * by the user's id in the channel finds both state and transcript.
 */
export function createAgentsStore(options: AgentsStoreOptions): AgentsStore {
  const idOf = createConversationIds(options.mayfly);
  const met = createMetUsers();
  const nameSubject = createNameSubject(options, idOf);
  return {
    storage: createStorage(options, { met, nameSubject }),
    transcripts: createTranscriptStore(options, { idOf, nameSubject }),
    subjects: {
      async onTurn({ activity }, next) {
        met.meet(activity);
        await next();
      },
    },
  };
}
