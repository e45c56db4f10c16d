// Generated from the description of the API by `npm run generate`.

/** A conversation with its last message. */
export type Conversation = {
  readonly id: string;
  readonly first_at: string;
  readonly last_at: string;
  readonly expires_at: string;
  readonly messages: number;
  readonly last_message: {
    readonly id: string;
    readonly author: 'customer' | 'bot' | 'agent';
    readonly preview?: string;
  };
};

/** That it is known who a conversation is with, and until when. */
export type SubjectSet = {
  readonly conversation_id: string;
  readonly expires_at: string;
};

/** A pool of coupons or codes, with its stock. */
export type CouponPool = {
  readonly id: string;
  readonly created_at: string;
  readonly name: string;
  readonly kind: 'code' | 'coupon';
  readonly policy: 'once' | 'daily' | 'weekly' | 'unrestricted';
  readonly low_stock: number;
  readonly fold: boolean;
  readonly loaded: number;
  readonly used: number;
  readonly left: number;
  readonly low: boolean;
};

/** What a pool is created from. */
export type CouponPoolCreate = {
  readonly name: string;
  readonly kind: 'code' | 'coupon';
  readonly policy: 'once' | 'daily' | 'weekly' | 'unrestricted';
  readonly low_stock?: number;
  readonly fold?: boolean;
};

/** What a file of codes holds. */
export type CouponFileTrial = {
  readonly first_codes: readonly string[];
  readonly count: number;
  readonly duplicates: number;
  readonly errors: readonly {
    readonly line: number;
    readonly rule: string;
  }[];
  readonly errors_total: number;
};

/** A giveaway, of which winners are drawn, or an instant win, which says at once. */
export type Raffle = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly name: string;
  readonly kind: 'giveaway' | 'instant_win';
  readonly policy: 'once' | 'daily' | 'weekly' | 'unrestricted';
  readonly starts_at: string;
  readonly ends_at: string;
  readonly warnings: readonly {
    readonly code: string;
    readonly detail: string;
  }[];
  readonly chance?: number;
  readonly prizes?: readonly {
    readonly id: string;
    readonly quantity: number;
    readonly awarded: number;
  }[];
};

/** `name` is kept encrypted. `starts_at` is now unless sent; without `ends_at` it runs for a year; it ends at most 1096 days ahead. instant_win has chance and prizes, giveaway has neither. */
export type RaffleCreate = {
  readonly name: string;
  readonly kind?: 'giveaway' | 'instant_win';
  readonly policy: 'once' | 'daily' | 'weekly' | 'unrestricted';
  readonly starts_at?: string;
  readonly ends_at?: string;
  readonly chance?: number;
  readonly prizes?: readonly {
    readonly id: string;
    readonly quantity: number;
  }[];
};

/** A copy of the participation that won. Its personal fields are for keys that may read the category; it goes with the participation. */
export type RaffleWinner = {
  readonly id: string;
  readonly raffle_id: string;
  readonly participation_id: string;
  readonly participated_at: string;
  readonly drawn_at: string;
  readonly expires_at: string;
  readonly draw_id?: string;
  readonly rank?: number;
  readonly prize?: string;
  readonly masked?: readonly string[];
  readonly email?: string;
  readonly firstname?: string;
  readonly lastname?: string;
  readonly postal_address?: string;
  readonly phone?: string;
  readonly conversation_id?: string;
};

/** A draw with those of its winners that are live. */
export type Draw = {
  readonly id: string;
  readonly raffle_id: string;
  readonly drawn_at: string;
  readonly expires_at: string;
  readonly count: number;
  readonly drawn: number;
  readonly winners: readonly RaffleWinner[];
  readonly warnings: readonly {
    readonly code: string;
    readonly detail: string;
  }[];
};

/** A person’s coins; `expiring` where so many of the earnings were asked for. */
export type LoyaltyBalance = {
  readonly coins: number;
  readonly expiring?: readonly {
    readonly coins: number;
    readonly expires_at: string;
  }[];
};

/** An experience that has live variables. */
export type Experience = {
  readonly id: string;
  readonly variables: number;
  readonly files: number;
  readonly changed_at: string | null;
};

/** How well each intent is recognised, on a page of them. */
export type NluSummary = {
  readonly total: {
    readonly count: number;
    readonly mean_confidence: number | null;
    readonly reviewed: number;
    readonly right: number;
    readonly accuracy: number | null;
  };
  readonly items: readonly {
    readonly intent: string;
    readonly count: number;
    readonly mean_confidence: number | null;
    readonly reviewed: number;
    readonly right: number;
    readonly accuracy: number | null;
  }[];
  readonly next_cursor: string | null;
};

/** What each value of a customer was before, the latest first. */
export type CustomerHistory = {
  readonly id: string;
  readonly values: {
    readonly [key: string]: readonly {
      readonly value: unknown;
      readonly replaced_at: string;
    }[];
  };
};

/** What proves a consent. What is not known is null. */
export type ConsentProof = {
  readonly id: string;
  readonly type: 'newsletter' | 'reminder' | 'profiling' | 'web_push' | 'sms' | null;
  readonly status: 'pending' | 'confirmed' | 'withdrawn' | null;
  readonly opt_in: 'single' | 'double' | null;
  readonly person: string | null;
  readonly wording_text: string | null;
  readonly source: string | null;
  readonly given: {
    readonly at: string | null;
    readonly ip: string | null;
  };
  readonly confirmed: {
    readonly at: string | null;
    readonly ip: string | null;
  };
  readonly withdrawn: {
    readonly at: string | null;
  };
  readonly kept_until: string | null;
  readonly note: string;
  readonly masked?: readonly string[];
};

/** What is stored and what expires when: numbers only. */
export type StorageOverview = {
  readonly tenant: string;
  readonly as_of: string;
  readonly categories: readonly {
    readonly number: number;
    readonly id: string;
    readonly title: string;
    readonly path: string;
    readonly purpose: string;
    readonly stored_when: string;
    readonly retention: {
      readonly basis: 'created' | 'last_interaction' | 'own_expiry';
      readonly days:
        | number
        | {
            readonly field: string;
            readonly days: { readonly [key: string]: number };
          };
      readonly longer_choices: readonly number[];
      readonly longest_days: number;
    };
    readonly destination: 'server' | 'device' | 'off';
    readonly chosen_days: number | null;
    readonly encrypted_fields: readonly string[];
    readonly live: number;
    readonly overdue: number;
    readonly expires: readonly {
      readonly date: string;
      readonly count: number;
    }[];
    readonly expires_later: number;
  }[];
};

/** An error (RFC 9457). The texts are fixed and never repeat a value that was sent. */
export type Problem = {
  readonly type: string;
  readonly code:
    | 'credential-missing'
    | 'credential-malformed'
    | 'credential-unknown'
    | 'credential-revoked'
    | 'token-invalid'
    | 'session-ended'
    | 'cross-site-request'
    | 'not-a-member'
    | 'tenant-unnamed'
    | 'operators-only'
    | 'people-only'
    | 'scope-missing'
    | 'origin-refused'
    | 'route-unknown'
    | 'record-not-found'
    | 'method-not-allowed'
    | 'already-exists'
    | 'code-unknown'
    | 'pool-empty'
    | 'pool-kind'
    | 'code-redeemed'
    | 'policy-limit'
    | 'already-participating'
    | 'raffle-not-started'
    | 'raffle-ended'
    | 'draw-not-offered'
    | 'insufficient-coins'
    | 'consent-withdrawn'
    | 'last-owner'
    | 'too-many-api-keys'
    | 'already-member'
    | 'tenant-exists'
    | 'category-off'
    | 'idempotency-record-gone'
    | 'body-too-large'
    | 'batch-too-large'
    | 'content-type-unsupported'
    | 'json-malformed'
    | 'csv-malformed'
    | 'multipart-malformed'
    | 'cursor-invalid'
    | 'header-invalid'
    | 'precondition-unsupported'
    | 'query-invalid'
    | 'validation-failed'
    | 'idempotency-mismatch'
    | 'lookup-limit'
    | 'too-many-requests'
    | 'internal'
    | 'task-failed'
    | 'https-required'
    | 'draw-unfinished'
    | 'contention'
    | 'deadline-exceeded'
    | 'keys-unavailable'
    | 'issuer-unavailable'
    | 'store-unavailable';
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly request_id: string;
  readonly errors?: readonly (
    | {
        readonly pointer: string;
        readonly rule: string;
      }
    | {
        readonly parameter: string;
        readonly rule: string;
      }
    | {
        readonly header: string;
        readonly rule: string;
      }
    | {
        readonly line: number;
        readonly rule: string;
      }
  )[];
};
