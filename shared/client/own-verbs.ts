import type { CreateOptions } from './category-client.ts';
import type {
  Customers,
  MarketingConsents,
  MessengerSessions,
  NluMessages,
} from './category-shapes.ts';
import type { ChangedRecord, Page, PageQuery, StoredRecord } from './category-types.ts';
import type { Request } from './request.ts';
import type {
  ConsentProof,
  ConsentSummary,
  ConsentWithdrawal,
  CustomerHistory,
  CustomersMerge,
  NluAccuracy,
  NluIntents,
  NluQueueCount,
  NluReviewed,
  NluSummary,
  SessionsDeleted,
  SessionsFound,
} from './schemas.ts';
import type { CallOptions, ChangeOptions } from './send-request.ts';

export type Verdict = NonNullable<StoredRecord<NluMessages>['verdict']>;

/** Whose session it is. It travels in the body. */
export type SessionOwner = Pick<StoredRecord<MessengerSessions>, 'channel' | 'external_id'>;

export type SummaryQuery = {
  readonly experience_id?: string;
  /** 1 to 200 intents. */
  readonly limit?: number;
  readonly cursor?: string;
};

/** What narrows the queue of what is to be reviewed. */
export type QueueQuery = Pick<PageQuery, 'limit' | 'cursor'> & {
  readonly intent?: string;
  readonly experience_id?: string;
  readonly confidence_min?: number;
  readonly confidence_max?: number;
  /** Only what goes before this, as RFC 3339. */
  readonly expires_before?: string;
};

/** Which of the consents that end soon are wanted. */
export type EndingQuery = Pick<PageQuery, 'limit' | 'cursor'> & {
  /** With `true`, only those that no complete export has held. */
  readonly never_exported?: 'true' | 'false';
};

/** A person's judgement of a classification; `corrected` comes with the right intent. */
export type NluReview =
  | { readonly verdict: Exclude<Verdict, 'corrected'>; readonly intent?: never }
  | { readonly verdict: 'corrected'; readonly intent: string };

/** Verbs of single categories, beside those that all of them have. */
export type OwnVerbs = {
  readonly nluMessages: {
    /** How well each intent is recognised, in the order of their names. */
    summary(query?: SummaryQuery, options?: CallOptions): Promise<NluSummary>;
    /** The names of the intents alone, which cost less than their figures. */
    intents(query?: SummaryQuery, options?: CallOptions): Promise<NluIntents>;
    review(
      id: string,
      review: NluReview,
      options?: ChangeOptions,
    ): Promise<ChangedRecord<NluMessages>>;
    withdrawReview(id: string, options?: ChangeOptions): Promise<void>;
    /** One finding about up to 100 messages; null takes their reviews back. */
    reviewMany(
      ids: readonly string[],
      review: NluReview | null,
      options?: CallOptions,
    ): Promise<NluReviewed>;
    /** What nobody has reviewed yet, the one that goes first first. */
    queue(query?: QueueQuery, options?: CallOptions): Promise<Page<StoredRecord<NluMessages>>>;
    /** How much of it there is, and how much of that goes before an instant. */
    queueCount(
      query?: Pick<QueueQuery, 'experience_id' | 'expires_before'>,
      options?: CallOptions,
    ): Promise<NluQueueCount>;
    /** What reviews found by intent and week, also of messages that are gone. */
    accuracy(
      query?: Pick<PageQuery, 'limit' | 'cursor'>,
      options?: CallOptions,
    ): Promise<NluAccuracy>;
  };
  readonly messengerSessions: {
    /** The session of a channel's customer. */
    lookup(owner: SessionOwner, options?: CallOptions): Promise<StoredRecord<MessengerSessions>>;
    /** The sessions of up to 100 customers that are there, each with its entity tag. */
    lookupMany(owners: readonly SessionOwner[], options?: CallOptions): Promise<SessionsFound>;
    /** Deletes the sessions of up to 100 customers. */
    deleteOf(owners: readonly SessionOwner[], options?: CreateOptions): Promise<SessionsDeleted>;
  };
  readonly customers: {
    /**
     * Sets values of the customer with an email, who is created where there is none; null removes a value. Others
     * that are set at the same time stay.
     */
    merge(changes: CustomersMerge, options?: ChangeOptions): Promise<ChangedRecord<Customers>>;
    /** The former values. */
    history(id: string, options?: CallOptions): Promise<CustomerHistory>;
    /** Deletes the former values; the present values stay. */
    clearHistory(id: string, options?: CallOptions): Promise<void>;
  };
  readonly marketingConsents: {
    /** The second step of a double opt-in. */
    confirm(
      id: string,
      from?: { readonly ip?: string },
      options?: CallOptions,
    ): Promise<ChangedRecord<MarketingConsents>>;
    /** Withdraws the consent, and all others of its type that the person has confirmed. */
    withdraw(
      id: string,
      why?: ConsentWithdrawal,
      options?: CallOptions,
    ): Promise<ChangedRecord<MarketingConsents>>;
    proof(id: string, options?: CallOptions): Promise<ConsentProof>;
    /** How many there are, and how many end soon without ever having been exported. */
    summary(options?: CallOptions): Promise<ConsentSummary>;
    /** Those that prove something and end soon, the next one first. */
    ending(
      query?: EndingQuery,
      options?: CallOptions,
    ): Promise<Page<StoredRecord<MarketingConsents>>>;
  };
};

/** Makes the {@link OwnVerbs}. */
export function createOwnVerbs(request: Request): OwnVerbs {
  return {
    nluMessages: {
      summary: async (query = {}, options = {}) =>
        request('GET /v1/nlu-messages/summary', { ...options, query }),
      intents: async (query = {}, options = {}) =>
        request('GET /v1/nlu-messages/intents', { ...options, query }),
      review: async (id, body, options) =>
        request('PUT /v1/nlu-messages/{id}/review', { ...options, id, body }),
      withdrawReview: async (id, options) =>
        request('DELETE /v1/nlu-messages/{id}/review', { ...options, id }),
      reviewMany: async (ids, review, options) =>
        request('PUT /v1/nlu-messages/reviews', { ...options, body: { ids: [...ids], review } }),
      queue: async (query = {}, options = {}) => {
        const page = await request('GET /v1/nlu-messages/queue', { ...options, query });
        return page as Page<StoredRecord<NluMessages>>;
      },
      queueCount: async (query = {}, options = {}) =>
        request('GET /v1/nlu-messages/queue/count', { ...options, query }),
      accuracy: async (query = {}, options = {}) =>
        request('GET /v1/nlu-messages/accuracy', { ...options, query }),
    },
    messengerSessions: {
      lookup: async (body, options) => {
        const found = await request('POST /v1/messenger-sessions/lookup', { ...options, body });
        return found as StoredRecord<MessengerSessions>;
      },
      lookupMany: async (items, options) => {
        const asked = { ...options, body: { items: [...items] } };
        return (await request('POST /v1/messenger-sessions/lookup', asked)) as SessionsFound;
      },
      deleteOf: async (items, options) => {
        const asked = { ...options, body: { items: [...items] } };
        return (await request('POST /v1/messenger-sessions/delete', asked)) as SessionsDeleted;
      },
    },
    customers: {
      merge: async (body, options) => request('PATCH /v1/customers', { ...options, body }),
      history: async (id, options) => request('GET /v1/customers/{id}/history', { ...options, id }),
      clearHistory: async (id, options) =>
        request('DELETE /v1/customers/{id}/history', { ...options, id }),
    },
    marketingConsents: {
      confirm: async (id, body = {}, options = {}) =>
        request('POST /v1/marketing-consents/{id}/confirm', { ...options, id, body }),
      withdraw: async (id, body = {}, options = {}) =>
        request('POST /v1/marketing-consents/{id}/withdraw', { ...options, id, body }),
      proof: async (id, options) =>
        request('GET /v1/marketing-consents/{id}/proof', { ...options, id }),
      summary: async (options) => request('GET /v1/marketing-consents/summary', { ...options }),
      ending: async (query = {}, options = {}) =>
        request('GET /v1/marketing-consents/ending', { ...options, query }),
    },
  };
}
