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

/**
 * The customer whose session a call finds or deletes. The client sends this data only in the body,
 * never in the URL.
 */
export type SessionOwner = Pick<StoredRecord<MessengerSessions>, 'channel' | 'external_id'>;

export type SummaryQuery = {
  readonly experience_id?: string;
  /** The number of intents on a page, from 1 to 200. */
  readonly limit?: number;
  readonly cursor?: string;
};

/** The filters of the review queue, which lists the messages without a review. */
export type QueueQuery = Pick<PageQuery, 'limit' | 'cursor'> & {
  readonly intent?: string;
  readonly experience_id?: string;
  readonly confidence_min?: number;
  readonly confidence_max?: number;
  /** Only messages that expire before this time, in RFC 3339. */
  readonly expires_before?: string;
};

/** The filters of the list of consents that end soon. */
export type EndingQuery = Pick<PageQuery, 'limit' | 'cursor'> & {
  /** With `true` the list leaves out consents that an earlier export of all consents contains. */
  readonly never_exported?: 'true' | 'false';
};

/**
 * A person's judgement of how a message was classified. The verdict `corrected` requires the
 * correct intent.
 */
export type NluReview =
  | { readonly verdict: Exclude<Verdict, 'corrected'>; readonly intent?: never }
  | { readonly verdict: 'corrected'; readonly intent: string };

/** Verbs that only one category has, in addition to the verbs that all categories may have. */
export type OwnVerbs = {
  readonly nluMessages: {
    /** Returns how often each intent is recognised correctly, sorted by intent. */
    summary(query?: SummaryQuery, options?: CallOptions): Promise<NluSummary>;
    /** Lists the names of the intents without their counts. This costs less than `summary`. */
    intents(query?: SummaryQuery, options?: CallOptions): Promise<NluIntents>;
    review(
      id: string,
      review: NluReview,
      options?: ChangeOptions,
    ): Promise<ChangedRecord<NluMessages>>;
    withdrawReview(id: string, options?: ChangeOptions): Promise<void>;
    /**
     * Stores the same judgement for up to 100 messages. If `review` is null, removes the reviews of
     * these messages.
     */
    reviewMany(
      ids: readonly string[],
      review: NluReview | null,
      options?: CallOptions,
    ): Promise<NluReviewed>;
    /** Lists messages without a review. The message that expires next comes first. */
    queue(query?: QueueQuery, options?: CallOptions): Promise<Page<StoredRecord<NluMessages>>>;
    /**
     * Counts the messages without a review, and how many of them expire before `expires_before`.
     */
    queueCount(
      query?: Pick<QueueQuery, 'experience_id' | 'expires_before'>,
      options?: CallOptions,
    ): Promise<NluQueueCount>;
    /**
     * Returns the results of reviews for each intent and week. They include reviews of messages
     * that are already deleted.
     */
    accuracy(
      query?: Pick<PageQuery, 'limit' | 'cursor'>,
      options?: CallOptions,
    ): Promise<NluAccuracy>;
  };
  readonly messengerSessions: {
    /** Finds the session of a channel's customer. */
    lookup(owner: SessionOwner, options?: CallOptions): Promise<StoredRecord<MessengerSessions>>;
    /** Finds the sessions of up to 100 customers. Each session in the answer has its entity tag. */
    lookupMany(owners: readonly SessionOwner[], options?: CallOptions): Promise<SessionsFound>;
    /** Deletes the sessions of up to 100 customers. */
    deleteOf(owners: readonly SessionOwner[], options?: CreateOptions): Promise<SessionsDeleted>;
  };
  readonly customers: {
    /**
     * Sets values of the customer with the email in `changes`. If there is no such customer,
     * creates one. A value of null removes the stored value. If other requests set other values at
     * the same time, no value is lost.
     */
    merge(changes: CustomersMerge, options?: ChangeOptions): Promise<ChangedRecord<Customers>>;
    /** Returns the earlier values of a customer. */
    history(id: string, options?: CallOptions): Promise<CustomerHistory>;
    /** Deletes the earlier values of a customer. The present values do not change. */
    clearHistory(id: string, options?: CallOptions): Promise<void>;
  };
  readonly marketingConsents: {
    /** Confirms a consent: the second step of a double opt-in. */
    confirm(
      id: string,
      from?: { readonly ip?: string },
      options?: CallOptions,
    ): Promise<ChangedRecord<MarketingConsents>>;
    /**
     * Withdraws the consent, and all confirmed consents of the same type that the person gave
     * before this withdrawal. Pending consents of this type from before the withdrawal can no
     * longer be confirmed.
     */
    withdraw(
      id: string,
      why?: ConsentWithdrawal,
      options?: CallOptions,
    ): Promise<ChangedRecord<MarketingConsents>>;
    proof(id: string, options?: CallOptions): Promise<ConsentProof>;
    /**
     * Counts the consents. Also counts the consents that end soon, and how many of them were never
     * part of an export of all consents.
     */
    summary(options?: CallOptions): Promise<ConsentSummary>;
    /** Lists the confirmed and withdrawn consents that end soon, sorted by their expiry. */
    ending(
      query?: EndingQuery,
      options?: CallOptions,
    ): Promise<Page<StoredRecord<MarketingConsents>>>;
  };
};

/** Creates the {@link OwnVerbs}. */
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
