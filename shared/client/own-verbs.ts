import type { MarketingConsents, MessengerSessions, NluMessages } from './category-shapes.ts';
import type { ChangedRecord, StoredRecord } from './category-types.ts';
import type { ConsentProof, CustomerHistory, NluSummary } from './schemas.ts';
import {
  type CallOptions,
  type ClientRequest,
  sendRequest,
  type Transport,
} from './send-request.ts';
import { listQuery, recordSegment } from './url-parts.ts';

export type Verdict = NonNullable<StoredRecord<NluMessages>['verdict']>;

/** Whose session it is. It travels in the body. */
export type SessionOwner = Pick<StoredRecord<MessengerSessions>, 'channel' | 'external_id'>;

export type SummaryQuery = {
  readonly experience_id?: string;
  /** 1 to 200 intents. */
  readonly limit?: number;
  readonly cursor?: string;
};

/** What a person found of a classification; `corrected` comes with the intent that would have been right. */
export type NluReview =
  | { readonly verdict: Exclude<Verdict, 'corrected'>; readonly intent?: never }
  | { readonly verdict: 'corrected'; readonly intent: string };

/** Verbs of single categories, beside those that all of them have. */
export type OwnVerbs = {
  readonly nluMessages: {
    /** How well each intent is recognised, in the order of their names. */
    summary(query?: SummaryQuery, options?: CallOptions): Promise<NluSummary>;
    review(
      id: string,
      review: NluReview,
      options?: CallOptions,
    ): Promise<ChangedRecord<NluMessages>>;
    withdrawReview(id: string, options?: CallOptions): Promise<void>;
  };
  readonly messengerSessions: {
    /** The session of a channel's customer. */
    lookup(owner: SessionOwner, options?: CallOptions): Promise<StoredRecord<MessengerSessions>>;
  };
  readonly customers: {
    /** What the values were before. */
    history(id: string, options?: CallOptions): Promise<CustomerHistory>;
    /** Deletes what the values were before; the values stay. */
    clearHistory(id: string, options?: CallOptions): Promise<void>;
  };
  readonly marketingConsents: {
    /** The second step of a double opt-in. */
    confirm(
      id: string,
      from?: { readonly ip?: string },
      options?: CallOptions,
    ): Promise<ChangedRecord<MarketingConsents>>;
    /** Withdraws it, and what else the person has confirmed of its type. */
    withdraw(id: string, options?: CallOptions): Promise<ChangedRecord<MarketingConsents>>;
    proof(id: string, options?: CallOptions): Promise<ConsentProof>;
  };
};

/** Makes the {@link OwnVerbs}. */
export function createOwnVerbs(transport: Transport): OwnVerbs {
  const send = <T>(request: ClientRequest) =>
    sendRequest(transport, request, (response) => response.json() as Promise<T>);
  const remove = (path: string, options?: CallOptions) => {
    const request = { ...options, method: 'DELETE', path } as const;
    return sendRequest(transport, request, async () => undefined);
  };
  const at = (category: string, id: string, what: string) =>
    `/v1/${category}/${recordSegment(id)}/${what}`;
  return {
    nluMessages: {
      summary: async (query = {}, options) => {
        const path = `/v1/nlu-messages/summary${listQuery(['experience_id'], query)}`;
        return send({ ...options, method: 'GET', path });
      },
      review: async (id, body, options) =>
        send({ ...options, method: 'PUT', path: at('nlu-messages', id, 'review'), body }),
      withdrawReview: async (id, options) => remove(at('nlu-messages', id, 'review'), options),
    },
    messengerSessions: {
      lookup: async (body, options) =>
        send({ ...options, method: 'POST', path: '/v1/messenger-sessions/lookup', body }),
    },
    customers: {
      history: async (id, options) =>
        send({ ...options, method: 'GET', path: at('customers', id, 'history') }),
      clearHistory: async (id, options) => remove(at('customers', id, 'history'), options),
    },
    marketingConsents: {
      confirm: async (id, body = {}, options) =>
        send({ ...options, method: 'POST', path: at('marketing-consents', id, 'confirm'), body }),
      withdraw: async (id, options) =>
        send({ ...options, method: 'POST', path: at('marketing-consents', id, 'withdraw') }),
      proof: async (id, options) =>
        send({ ...options, method: 'GET', path: at('marketing-consents', id, 'proof') }),
    },
  };
}
