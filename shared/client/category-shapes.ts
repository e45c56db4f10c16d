// Generated from the registry by `npm run generate`. The file category-types.ts explains the parts.

/** Chat messages (category 1). List recent conversations and read their messages in Live. */
export type ChatMessages = {
  readonly record: {
    readonly conversation_id: string;
    readonly conversation_external_id?: string;
    readonly author: 'customer' | 'bot' | 'agent';
    readonly text: string;
    readonly payload?: { [key: string]: unknown };
    readonly sent_at?: string;
    readonly experience_id?: string;
  };
  readonly create:
    | {
        readonly conversation_id: string;
        readonly conversation_external_id?: never;
        readonly author: 'customer' | 'bot' | 'agent';
        readonly text: string;
        readonly payload?: { [key: string]: unknown };
        readonly sent_at?: string;
        readonly experience_id?: string;
      }
    | {
        readonly conversation_id?: never;
        readonly conversation_external_id: string;
        readonly author: 'customer' | 'bot' | 'agent';
        readonly text: string;
        readonly payload?: { [key: string]: unknown };
        readonly sent_at?: string;
        readonly experience_id?: string;
      };
  readonly correction: never;
  readonly equal: 'conversation_id' | 'experience_id';
  readonly range: never;
  readonly lookup: never;
  readonly verbs: 'create' | 'delete';
};

/** NLU messages (category 2). Review how well free-text messages are classified. */
export type NluMessages = {
  readonly record: {
    readonly conversation_id: string;
    readonly conversation_external_id?: string;
    readonly text: string;
    readonly intent?: string;
    readonly confidence?: number;
    readonly experience_id?: string;
    readonly reviewed?: boolean;
    readonly verdict?: 'right' | 'wrong' | 'corrected';
    readonly corrected_intent?: string;
  };
  readonly create:
    | {
        readonly conversation_id: string;
        readonly conversation_external_id?: never;
        readonly text: string;
        readonly intent?: string;
        readonly confidence?: number;
        readonly experience_id?: string;
        readonly reviewed?: boolean;
        readonly verdict?: 'right' | 'wrong' | 'corrected';
      }
    | {
        readonly conversation_id?: never;
        readonly conversation_external_id: string;
        readonly text: string;
        readonly intent?: string;
        readonly confidence?: number;
        readonly experience_id?: string;
        readonly reviewed?: boolean;
        readonly verdict?: 'right' | 'wrong' | 'corrected';
      };
  readonly correction: never;
  readonly equal: 'conversation_id' | 'intent' | 'experience_id' | 'reviewed';
  readonly range: 'confidence';
  readonly lookup: never;
  readonly verbs: 'create' | 'delete';
};

/** Messenger sessions (category 3). Keep the session of a customer on a channel that has no storage on the device. */
export type MessengerSessions = {
  readonly record: {
    readonly channel: string;
    readonly external_id: string;
    readonly conversation_id: string;
    readonly conversation_external_id?: string;
    readonly state: unknown;
  };
  readonly create:
    | {
        readonly expires_at?: string;
        readonly channel: string;
        readonly external_id: string;
        readonly conversation_id: string;
        readonly conversation_external_id?: never;
        readonly state: unknown;
      }
    | {
        readonly expires_at?: string;
        readonly channel: string;
        readonly external_id: string;
        readonly conversation_id?: never;
        readonly conversation_external_id: string;
        readonly state: unknown;
      };
  readonly correction: {
    readonly expires_at?: string;
    readonly channel?: string;
    readonly external_id?: string;
    readonly conversation_id?: string;
    readonly conversation_external_id?: string | null;
    readonly state?: unknown;
  };
  readonly equal: 'channel' | 'conversation_id';
  readonly range: never;
  readonly lookup: 'external_id';
  readonly verbs: 'create' | 'upsert' | 'correct' | 'delete';
};

/** Runtime log (category 4). Trace sign-ins (passed or failed), and errors of external APIs. */
export type RuntimeLog = {
  readonly record: {
    readonly level: 'debug' | 'info' | 'warn' | 'error';
    readonly event: string;
    readonly message?: string;
    readonly email?: string;
    readonly ip?: string;
    readonly http_body?: unknown;
    readonly trace_id?: string;
    readonly conversation_id?: string;
    readonly conversation_external_id?: string;
  };
  readonly create: {
    readonly level: 'debug' | 'info' | 'warn' | 'error';
    readonly event: string;
    readonly message?: string;
    readonly email?: string;
    readonly ip?: string;
    readonly http_body?: unknown;
    readonly trace_id?: string;
    readonly conversation_id?: string;
    readonly conversation_external_id?: string;
  };
  readonly correction: never;
  readonly equal: 'level' | 'event';
  readonly range: never;
  readonly lookup: 'email';
  readonly verbs: 'create' | 'delete';
};

/** Customers (category 5). Keep key-value data of customers who have proved who they are. */
export type Customers = {
  readonly record: {
    readonly email: string;
    readonly authenticated_by: 'sign_in' | 'double_opt_in' | 'sso' | 'code';
    readonly values?: { [key: string]: unknown };
    readonly conversation_id?: string;
    readonly conversation_external_id?: string;
  };
  readonly create: {
    readonly email: string;
    readonly authenticated_by: 'sign_in' | 'double_opt_in' | 'sso' | 'code';
    readonly values?: { [key: string]: unknown };
    readonly conversation_id?: string;
    readonly conversation_external_id?: string;
  };
  readonly correction: {
    readonly email?: string;
    readonly authenticated_by?: 'sign_in' | 'double_opt_in' | 'sso' | 'code';
    readonly values?: { [key: string]: unknown } | null;
    readonly conversation_id?: string | null;
    readonly conversation_external_id?: string | null;
  };
  readonly equal: never;
  readonly range: never;
  readonly lookup: 'email';
  readonly verbs: 'create' | 'upsert' | 'correct' | 'delete' | 'touch';
};

/** Manager log (category 6). Show which of the tenant’s managers read or changed personal data. */
export type ManagerLog = {
  readonly record: {
    readonly actor: string;
    readonly action: string;
    readonly target?: string;
    readonly outcome?: string;
    readonly fields?: string;
    readonly ip?: string;
    readonly conversation_id?: string;
  };
  readonly create: never;
  readonly correction: never;
  readonly equal: 'action' | 'target' | 'outcome';
  readonly range: never;
  readonly lookup: never;
  readonly verbs: never;
};

/** Variables (category 7). Offer all process variables and files of an experience for download. */
export type Variables = {
  readonly record: {
    readonly experience_id: string;
    readonly instance_id: string;
    readonly instance_external_id?: string;
    readonly name: string;
    readonly scope?: 'process' | 'global';
    readonly value?: unknown;
    readonly file_name?: string;
    readonly file_type?: string;
    readonly file_bytes?: number;
    readonly changed_at?: string;
    readonly conversation_id?: string;
    readonly conversation_external_id?: string;
  };
  readonly create:
    | {
        readonly expires_at?: string;
        readonly experience_id: string;
        readonly instance_id: string;
        readonly instance_external_id?: never;
        readonly name: string;
        readonly scope?: 'process' | 'global';
        readonly value?: unknown;
        readonly conversation_id?: string;
        readonly conversation_external_id?: string;
      }
    | {
        readonly expires_at?: string;
        readonly experience_id: string;
        readonly instance_id?: never;
        readonly instance_external_id: string;
        readonly name: string;
        readonly scope?: 'process' | 'global';
        readonly value?: unknown;
        readonly conversation_id?: string;
        readonly conversation_external_id?: string;
      };
  readonly correction: {
    readonly expires_at?: string;
    readonly experience_id?: string;
    readonly instance_id?: string;
    readonly instance_external_id?: string | null;
    readonly name?: string;
    readonly scope?: 'process' | 'global' | null;
    readonly value?: unknown;
    readonly conversation_id?: string | null;
    readonly conversation_external_id?: string | null;
  };
  readonly equal: 'experience_id' | 'instance_id' | 'name';
  readonly range: never;
  readonly lookup: never;
  readonly verbs: 'create' | 'upsert' | 'correct' | 'delete';
};

/** Marketing consents (category 8). Keep and export consents to newsletters, reminders, profiling, web push and SMS. */
export type MarketingConsents = {
  readonly record: {
    readonly type: 'newsletter' | 'reminder' | 'profiling' | 'web_push' | 'sms';
    readonly email?: string;
    readonly phone?: string;
    readonly push_endpoint?: string;
    readonly push_keys?: {
      readonly p256dh: string;
      readonly auth: string;
    };
    readonly ip?: string;
    readonly wording_text?: string;
    readonly source?: string;
    readonly opt_in?: 'single' | 'double';
    readonly status?: 'pending' | 'confirmed' | 'withdrawn';
    readonly confirmed_at?: string;
    readonly confirmed_ip?: string;
    readonly withdrawn_at?: string;
    readonly withdrawal_reason?: 'person_asked' | 'complaint' | 'unreachable' | 'other';
    readonly conversation_id?: string;
    readonly conversation_external_id?: string;
  };
  readonly create: {
    readonly type: 'newsletter' | 'reminder' | 'profiling' | 'web_push' | 'sms';
    readonly email?: string;
    readonly phone?: string;
    readonly push_endpoint?: string;
    readonly push_keys?: {
      readonly p256dh: string;
      readonly auth: string;
    };
    readonly ip?: string;
    readonly wording_text?: string;
    readonly source?: string;
    readonly opt_in?: 'single' | 'double';
    readonly conversation_id?: string;
    readonly conversation_external_id?: string;
  };
  readonly correction: never;
  readonly equal: 'type' | 'status';
  readonly range: never;
  readonly lookup: 'email' | 'phone' | 'push_endpoint';
  readonly verbs: 'create' | 'delete';
};

/** Coupon codes redeemed (category 9). Make sure that a code belongs to only one person and is never given out twice. */
export type CouponCodes = {
  readonly record: {
    readonly pool_id: string;
    readonly kind: 'code' | 'coupon';
    readonly code: string;
    readonly email: string;
    readonly conversation_id?: string;
    readonly conversation_external_id?: string;
  };
  readonly create: never;
  readonly correction: never;
  readonly equal: 'pool_id' | 'kind';
  readonly range: never;
  readonly lookup: 'code' | 'email';
  readonly verbs: 'delete';
};

/** Loyalty transactions (category 10). Account for coins earned and spent. */
export type LoyaltyTransactions = {
  readonly record: {
    readonly email: string;
    readonly coins: number;
    readonly reason: string;
    readonly reference?: string;
    readonly conversation_id?: string;
    readonly conversation_external_id?: string;
  };
  readonly create: {
    readonly email: string;
    readonly coins: number;
    readonly reason: string;
    readonly reference?: string;
    readonly conversation_id?: string;
    readonly conversation_external_id?: string;
  };
  readonly correction: never;
  readonly equal: never;
  readonly range: never;
  readonly lookup: 'email';
  readonly verbs: 'create' | 'delete';
};

/** Loyalty redemptions (category 11). Know what was redeemed and where to ship it. */
export type LoyaltyRedemptions = {
  readonly record: {
    readonly email: string;
    readonly reward_id: string;
    readonly coins: number;
    readonly shipping?: 'open' | 'packed' | 'sent';
    readonly firstname?: string;
    readonly lastname?: string;
    readonly postal_address?: string;
    readonly phone?: string;
    readonly conversation_id?: string;
    readonly conversation_external_id?: string;
  };
  readonly create: {
    readonly email: string;
    readonly reward_id: string;
    readonly coins: number;
    readonly shipping?: 'open' | 'packed' | 'sent';
    readonly firstname?: string;
    readonly lastname?: string;
    readonly postal_address?: string;
    readonly phone?: string;
    readonly conversation_id?: string;
    readonly conversation_external_id?: string;
  };
  readonly correction: {
    readonly email?: string;
    readonly shipping?: 'open' | 'packed' | 'sent' | null;
    readonly firstname?: string | null;
    readonly lastname?: string | null;
    readonly postal_address?: string | null;
    readonly phone?: string | null;
    readonly conversation_id?: string | null;
    readonly conversation_external_id?: string | null;
  };
  readonly equal: 'reward_id' | 'shipping';
  readonly range: never;
  readonly lookup: 'email' | 'phone';
  readonly verbs: 'create' | 'correct' | 'delete';
};

/** Raffle participations (category 12). Keep the participants from whom winners are drawn at random. */
export type RaffleParticipations = {
  readonly record: {
    readonly raffle_id: string;
    readonly email: string;
    readonly firstname?: string;
    readonly lastname?: string;
    readonly postal_address?: string;
    readonly phone?: string;
    readonly conversation_id?: string;
    readonly conversation_external_id?: string;
    readonly outcome?: 'won' | 'lost';
    readonly prize?: string;
  };
  readonly create: {
    readonly raffle_id: string;
    readonly email: string;
    readonly firstname?: string;
    readonly lastname?: string;
    readonly postal_address?: string;
    readonly phone?: string;
    readonly conversation_id?: string;
    readonly conversation_external_id?: string;
  };
  readonly correction: {
    readonly raffle_id?: string;
    readonly email?: string;
    readonly firstname?: string | null;
    readonly lastname?: string | null;
    readonly postal_address?: string | null;
    readonly phone?: string | null;
    readonly conversation_id?: string | null;
    readonly conversation_external_id?: string | null;
  };
  readonly equal: 'raffle_id' | 'outcome';
  readonly range: never;
  readonly lookup: 'email' | 'phone';
  readonly verbs: 'create' | 'correct' | 'delete';
};
