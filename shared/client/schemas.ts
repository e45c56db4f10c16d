// Generated from the description of the API by `npm run generate`.

/** Chat messages: List recent conversations and read their messages in Live. */
export type ChatMessages = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly conversation_id: string;
  readonly conversation_external_id?: string;
  readonly author: 'customer' | 'bot' | 'agent';
  readonly text?: string;
  readonly payload?: { [key: string]: unknown };
  readonly sent_at?: string;
  readonly experience_id?: string;
  readonly masked?: readonly string[];
};

export type ChatMessagesPage = {
  readonly items: readonly ChatMessages[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};

export type ChatMessagesCreate =
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

/** The options of an export: its form, its password, and the filters that the list also has. */
export type ChatMessagesExport = {
  readonly conversation_id?: string;
  readonly experience_id?: string;
  readonly created_after?: string;
  readonly created_before?: string;
  readonly password?: string;
  readonly format?: 'spreadsheet' | 'raw';
  readonly separator?: 'comma' | 'semicolon';
};

/** NLU messages: Review how well free-text messages are classified. */
export type NluMessages = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly conversation_id: string;
  readonly conversation_external_id?: string;
  readonly text?: string;
  readonly intent?: string;
  readonly confidence?: number;
  readonly experience_id?: string;
  readonly reviewed?: boolean;
  readonly verdict?: 'right' | 'wrong' | 'corrected';
  readonly corrected_intent?: string;
  readonly masked?: readonly string[];
};

export type NluMessagesPage = {
  readonly items: readonly NluMessages[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};

export type NluMessagesCreate =
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

/** The options of an export: its form, its password, and the filters that the list also has. */
export type NluMessagesExport = {
  readonly conversation_id?: string;
  readonly intent?: string;
  readonly confidence_min?: number;
  readonly confidence_max?: number;
  readonly experience_id?: string;
  readonly reviewed?: boolean;
  readonly created_after?: string;
  readonly created_before?: string;
  readonly password?: string;
  readonly format?: 'spreadsheet' | 'raw';
  readonly separator?: 'comma' | 'semicolon';
};

/** Messenger sessions: Keep the session of a customer on a channel that has no storage on the device. */
export type MessengerSessions = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly channel: string;
  readonly external_id?: string;
  readonly conversation_id: string;
  readonly conversation_external_id?: string;
  readonly state?: unknown;
  readonly masked?: readonly string[];
};

export type MessengerSessionsPage = {
  readonly items: readonly MessengerSessions[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};

export type MessengerSessionsCreate =
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

/** The record. A key that may not read the category gets only the fields that its request sent, and the fields of the state that its request changed. */
export type MessengerSessionsChanged = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly channel?: string;
  readonly external_id?: string;
  readonly conversation_id?: string;
  readonly conversation_external_id?: string;
  readonly state?: unknown;
  readonly masked?: readonly string[];
};

/** The changed fields. null removes a field, or a key in a JSON field. */
export type MessengerSessionsCorrection = {
  readonly expires_at?: string;
  readonly channel?: string;
  readonly external_id?: string;
  readonly conversation_id?: string;
  readonly conversation_external_id?: string | null;
  readonly state?: unknown;
};

/** The options of an export: its form, its password, and the filters that the list also has. */
export type MessengerSessionsExport = {
  readonly channel?: string;
  readonly conversation_id?: string;
  readonly created_after?: string;
  readonly created_before?: string;
  readonly password?: string;
  readonly format?: 'spreadsheet' | 'raw';
  readonly separator?: 'comma' | 'semicolon';
};

/** A search by external_id. */
export type MessengerSessionsSearch = {
  readonly external_id: string;
  readonly limit?: number;
  readonly cursor?: string;
};

/** Runtime log: Trace sign-ins (passed or failed), and errors of external APIs. */
export type RuntimeLog = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly event: string;
  readonly message?: string;
  readonly email?: string;
  readonly ip?: string;
  readonly http_body?: unknown;
  readonly trace_id?: string;
  readonly conversation_id?: string;
  readonly conversation_external_id?: string;
  readonly masked?: readonly string[];
};

export type RuntimeLogPage = {
  readonly items: readonly RuntimeLog[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};

export type RuntimeLogCreate = {
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

/** The options of an export: its form, its password, and the filters that the list also has. */
export type RuntimeLogExport = {
  readonly level?: 'debug' | 'info' | 'warn' | 'error';
  readonly event?: string;
  readonly created_after?: string;
  readonly created_before?: string;
  readonly password?: string;
  readonly format?: 'spreadsheet' | 'raw';
  readonly separator?: 'comma' | 'semicolon';
};

/** A search by email. */
export type RuntimeLogSearch = {
  readonly email: string;
  readonly limit?: number;
  readonly cursor?: string;
};

/** Customers: Keep key-value data of customers who have proved who they are. */
export type Customers = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly email?: string;
  readonly authenticated_by: 'sign_in' | 'double_opt_in' | 'sso' | 'code';
  readonly values?: { [key: string]: unknown };
  readonly conversation_id?: string;
  readonly conversation_external_id?: string;
  readonly masked?: readonly string[];
};

export type CustomersPage = {
  readonly items: readonly Customers[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};

export type CustomersCreate = {
  readonly email: string;
  readonly authenticated_by: 'sign_in' | 'double_opt_in' | 'sso' | 'code';
  readonly values?: { [key: string]: unknown };
  readonly conversation_id?: string;
  readonly conversation_external_id?: string;
};

/** The record. A key that may not read the category gets only the fields that its request sent, and the fields of the state that its request changed. */
export type CustomersChanged = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly email?: string;
  readonly authenticated_by?: 'sign_in' | 'double_opt_in' | 'sso' | 'code';
  readonly values?: { [key: string]: unknown };
  readonly conversation_id?: string;
  readonly conversation_external_id?: string;
  readonly masked?: readonly string[];
};

/** The changed fields. null removes a field, or a key in a JSON field. */
export type CustomersCorrection = {
  readonly email?: string;
  readonly authenticated_by?: 'sign_in' | 'double_opt_in' | 'sso' | 'code';
  readonly values?: { [key: string]: unknown } | null;
  readonly conversation_id?: string | null;
  readonly conversation_external_id?: string | null;
};

/** The options of an export: its form, its password, and the filters that the list also has. */
export type CustomersExport = {
  readonly created_after?: string;
  readonly created_before?: string;
  readonly password?: string;
  readonly format?: 'spreadsheet' | 'raw';
  readonly separator?: 'comma' | 'semicolon';
};

/** A search by email. */
export type CustomersSearch = {
  readonly email: string;
  readonly limit?: number;
  readonly cursor?: string;
};

/** Manager log: Show which of the tenant’s managers read or changed personal data. */
export type ManagerLog = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly actor?: string;
  readonly action: string;
  readonly target?: string;
  readonly outcome?: string;
  readonly fields?: string;
  readonly ip?: string;
  readonly conversation_id?: string;
  readonly masked?: readonly string[];
};

export type ManagerLogPage = {
  readonly items: readonly ManagerLog[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};

/** The options of an export: the form of its file, a password, an actor, and the filters of the list. */
export type ManagerLogExport = {
  readonly email?: string;
  readonly api_key?: string;
  readonly action?: string;
  readonly target?: string;
  readonly outcome?: string;
  readonly created_after?: string;
  readonly created_before?: string;
  readonly password?: string;
  readonly format?: 'spreadsheet' | 'raw';
  readonly separator?: 'comma' | 'semicolon';
};

/** Variables: Offer all process variables and files of an experience for download. */
export type Variables = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
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
  readonly masked?: readonly string[];
};

export type VariablesPage = {
  readonly items: readonly Variables[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};

export type VariablesCreate =
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

/** The record. A key that may not read the category gets only the fields that its request sent, and the fields of the state that its request changed. */
export type VariablesChanged = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly experience_id?: string;
  readonly instance_id?: string;
  readonly instance_external_id?: string;
  readonly name?: string;
  readonly scope?: 'process' | 'global';
  readonly value?: unknown;
  readonly file_name?: string;
  readonly file_type?: string;
  readonly file_bytes?: number;
  readonly changed_at?: string;
  readonly conversation_id?: string;
  readonly conversation_external_id?: string;
  readonly masked?: readonly string[];
};

/** The changed fields. null removes a field, or a key in a JSON field. */
export type VariablesCorrection = {
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

/** The options of an export: its form, its password, and the filters that the list also has. */
export type VariablesExport = {
  readonly experience_id?: string;
  readonly instance_id?: string;
  readonly name?: string;
  readonly created_after?: string;
  readonly created_before?: string;
  readonly password?: string;
  readonly format?: 'spreadsheet' | 'raw';
  readonly separator?: 'comma' | 'semicolon';
};

/** Marketing consents: Keep and export consents to newsletters, reminders, profiling, web push and SMS. */
export type MarketingConsents = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
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
  readonly masked?: readonly string[];
};

export type MarketingConsentsPage = {
  readonly items: readonly MarketingConsents[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};

export type MarketingConsentsCreate = {
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

/** The options of an export: its form, its password, and the filters that the list also has. */
export type MarketingConsentsExport = {
  readonly type?: 'newsletter' | 'reminder' | 'profiling' | 'web_push' | 'sms';
  readonly status?: 'pending' | 'confirmed' | 'withdrawn';
  readonly created_after?: string;
  readonly created_before?: string;
  readonly password?: string;
  readonly format?: 'spreadsheet' | 'raw';
  readonly separator?: 'comma' | 'semicolon';
};

/** Exactly one of email, phone, push_endpoint. */
export type MarketingConsentsSearch =
  | {
      readonly email: string;
      readonly phone?: never;
      readonly push_endpoint?: never;
      readonly limit?: number;
      readonly cursor?: string;
    }
  | {
      readonly email?: never;
      readonly phone: string;
      readonly push_endpoint?: never;
      readonly limit?: number;
      readonly cursor?: string;
    }
  | {
      readonly email?: never;
      readonly phone?: never;
      readonly push_endpoint: string;
      readonly limit?: number;
      readonly cursor?: string;
    };

/** Coupon codes redeemed: Make sure that a code belongs to only one person and is never given out twice. */
export type CouponCodes = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly pool_id: string;
  readonly kind: 'code' | 'coupon';
  readonly code?: string;
  readonly email?: string;
  readonly conversation_id?: string;
  readonly conversation_external_id?: string;
  readonly masked?: readonly string[];
};

export type CouponCodesPage = {
  readonly items: readonly CouponCodes[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};

/** The options of an export: its form, its password, and the filters that the list also has. */
export type CouponCodesExport = {
  readonly pool_id?: string;
  readonly kind?: 'code' | 'coupon';
  readonly created_after?: string;
  readonly created_before?: string;
  readonly password?: string;
  readonly format?: 'spreadsheet' | 'raw';
  readonly separator?: 'comma' | 'semicolon';
};

/** Exactly one of code, email. */
export type CouponCodesSearch =
  | {
      readonly code: string;
      readonly email?: never;
      readonly limit?: number;
      readonly cursor?: string;
    }
  | {
      readonly code?: never;
      readonly email: string;
      readonly limit?: number;
      readonly cursor?: string;
    };

/** Loyalty transactions: Account for coins earned and spent. */
export type LoyaltyTransactions = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly email?: string;
  readonly coins: number;
  readonly reason: string;
  readonly reference?: string;
  readonly conversation_id?: string;
  readonly conversation_external_id?: string;
  readonly masked?: readonly string[];
};

export type LoyaltyTransactionsPage = {
  readonly items: readonly LoyaltyTransactions[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};

export type LoyaltyTransactionsCreate = {
  readonly email: string;
  readonly coins: number;
  readonly reason: string;
  readonly reference?: string;
  readonly conversation_id?: string;
  readonly conversation_external_id?: string;
};

/** The options of an export: its form, its password, and the filters that the list also has. */
export type LoyaltyTransactionsExport = {
  readonly created_after?: string;
  readonly created_before?: string;
  readonly password?: string;
  readonly format?: 'spreadsheet' | 'raw';
  readonly separator?: 'comma' | 'semicolon';
};

/** A search by email. */
export type LoyaltyTransactionsSearch = {
  readonly email: string;
  readonly limit?: number;
  readonly cursor?: string;
};

/** Loyalty redemptions: Know what was redeemed and where to ship it. */
export type LoyaltyRedemptions = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly email?: string;
  readonly reward_id: string;
  readonly coins: number;
  readonly shipping?: 'open' | 'packed' | 'sent';
  readonly firstname?: string;
  readonly lastname?: string;
  readonly postal_address?: string;
  readonly phone?: string;
  readonly conversation_id?: string;
  readonly conversation_external_id?: string;
  readonly masked?: readonly string[];
};

export type LoyaltyRedemptionsPage = {
  readonly items: readonly LoyaltyRedemptions[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};

export type LoyaltyRedemptionsCreate = {
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

/** The record. A key that may not read the category gets only the fields that its request sent, and the fields of the state that its request changed. */
export type LoyaltyRedemptionsChanged = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly email?: string;
  readonly reward_id?: string;
  readonly coins?: number;
  readonly shipping?: 'open' | 'packed' | 'sent';
  readonly firstname?: string;
  readonly lastname?: string;
  readonly postal_address?: string;
  readonly phone?: string;
  readonly conversation_id?: string;
  readonly conversation_external_id?: string;
  readonly masked?: readonly string[];
};

/** The changed fields. null removes a field, or a key in a JSON field. */
export type LoyaltyRedemptionsCorrection = {
  readonly email?: string;
  readonly shipping?: 'open' | 'packed' | 'sent' | null;
  readonly firstname?: string | null;
  readonly lastname?: string | null;
  readonly postal_address?: string | null;
  readonly phone?: string | null;
  readonly conversation_id?: string | null;
  readonly conversation_external_id?: string | null;
};

/** The options of an export: its form, its password, and the filters that the list also has. */
export type LoyaltyRedemptionsExport = {
  readonly reward_id?: string;
  readonly shipping?: 'open' | 'packed' | 'sent';
  readonly created_after?: string;
  readonly created_before?: string;
  readonly password?: string;
  readonly format?: 'spreadsheet' | 'raw';
  readonly separator?: 'comma' | 'semicolon';
};

/** Exactly one of email, phone. */
export type LoyaltyRedemptionsSearch =
  | {
      readonly email: string;
      readonly phone?: never;
      readonly limit?: number;
      readonly cursor?: string;
    }
  | {
      readonly email?: never;
      readonly phone: string;
      readonly limit?: number;
      readonly cursor?: string;
    };

/** Raffle participations: Keep the participants from whom winners are drawn at random. */
export type RaffleParticipations = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly raffle_id: string;
  readonly email?: string;
  readonly firstname?: string;
  readonly lastname?: string;
  readonly postal_address?: string;
  readonly phone?: string;
  readonly conversation_id?: string;
  readonly conversation_external_id?: string;
  readonly outcome?: 'won' | 'lost';
  readonly prize?: string;
  readonly masked?: readonly string[];
};

export type RaffleParticipationsPage = {
  readonly items: readonly RaffleParticipations[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};

export type RaffleParticipationsCreate = {
  readonly raffle_id: string;
  readonly email: string;
  readonly firstname?: string;
  readonly lastname?: string;
  readonly postal_address?: string;
  readonly phone?: string;
  readonly conversation_id?: string;
  readonly conversation_external_id?: string;
};

/** The record. A key that may not read the category gets only the fields that its request sent, and the fields of the state that its request changed. */
export type RaffleParticipationsChanged = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly raffle_id?: string;
  readonly email?: string;
  readonly firstname?: string;
  readonly lastname?: string;
  readonly postal_address?: string;
  readonly phone?: string;
  readonly conversation_id?: string;
  readonly conversation_external_id?: string;
  readonly outcome?: 'won' | 'lost';
  readonly prize?: string;
  readonly masked?: readonly string[];
};

/** The changed fields. null removes a field, or a key in a JSON field. */
export type RaffleParticipationsCorrection = {
  readonly raffle_id?: string;
  readonly email?: string;
  readonly firstname?: string | null;
  readonly lastname?: string | null;
  readonly postal_address?: string | null;
  readonly phone?: string | null;
  readonly conversation_id?: string | null;
  readonly conversation_external_id?: string | null;
};

/** The options of an export: its form, its password, and the filters that the list also has. */
export type RaffleParticipationsExport = {
  readonly raffle_id?: string;
  readonly outcome?: 'won' | 'lost';
  readonly created_after?: string;
  readonly created_before?: string;
  readonly password?: string;
  readonly format?: 'spreadsheet' | 'raw';
  readonly separator?: 'comma' | 'semicolon';
};

/** Exactly one of email, phone. */
export type RaffleParticipationsSearch =
  | {
      readonly email: string;
      readonly phone?: never;
      readonly limit?: number;
      readonly cursor?: string;
    }
  | {
      readonly email?: never;
      readonly phone: string;
      readonly limit?: number;
      readonly cursor?: string;
    };

export type ChatMessagesRestrictedPage = {
  readonly items: readonly {
    readonly id: string;
    readonly ground:
      | 'accuracy_contested'
      | 'unlawful_processing'
      | 'needed_for_claims'
      | 'objection_pending'
      | 'legal_obligation'
      | 'legal_claims';
    readonly article: string;
    readonly kept: boolean;
    readonly restricted_at: string;
    readonly expires_at: string;
    readonly ending: boolean;
    readonly lift_told_on?: string;
    readonly record?: ChatMessages;
  }[];
  readonly next_cursor: string | null;
};

export type NluMessagesRestrictedPage = {
  readonly items: readonly {
    readonly id: string;
    readonly ground:
      | 'accuracy_contested'
      | 'unlawful_processing'
      | 'needed_for_claims'
      | 'objection_pending'
      | 'legal_obligation'
      | 'legal_claims';
    readonly article: string;
    readonly kept: boolean;
    readonly restricted_at: string;
    readonly expires_at: string;
    readonly ending: boolean;
    readonly lift_told_on?: string;
    readonly record?: NluMessages;
  }[];
  readonly next_cursor: string | null;
};

export type MessengerSessionsRestrictedPage = {
  readonly items: readonly {
    readonly id: string;
    readonly ground:
      | 'accuracy_contested'
      | 'unlawful_processing'
      | 'needed_for_claims'
      | 'objection_pending'
      | 'legal_obligation'
      | 'legal_claims';
    readonly article: string;
    readonly kept: boolean;
    readonly restricted_at: string;
    readonly expires_at: string;
    readonly ending: boolean;
    readonly lift_told_on?: string;
    readonly record?: MessengerSessions;
  }[];
  readonly next_cursor: string | null;
};

export type RuntimeLogRestrictedPage = {
  readonly items: readonly {
    readonly id: string;
    readonly ground:
      | 'accuracy_contested'
      | 'unlawful_processing'
      | 'needed_for_claims'
      | 'objection_pending'
      | 'legal_obligation'
      | 'legal_claims';
    readonly article: string;
    readonly kept: boolean;
    readonly restricted_at: string;
    readonly expires_at: string;
    readonly ending: boolean;
    readonly lift_told_on?: string;
    readonly record?: RuntimeLog;
  }[];
  readonly next_cursor: string | null;
};

export type CustomersRestrictedPage = {
  readonly items: readonly {
    readonly id: string;
    readonly ground:
      | 'accuracy_contested'
      | 'unlawful_processing'
      | 'needed_for_claims'
      | 'objection_pending'
      | 'legal_obligation'
      | 'legal_claims';
    readonly article: string;
    readonly kept: boolean;
    readonly restricted_at: string;
    readonly expires_at: string;
    readonly ending: boolean;
    readonly lift_told_on?: string;
    readonly record?: Customers;
  }[];
  readonly next_cursor: string | null;
};

export type VariablesRestrictedPage = {
  readonly items: readonly {
    readonly id: string;
    readonly ground:
      | 'accuracy_contested'
      | 'unlawful_processing'
      | 'needed_for_claims'
      | 'objection_pending'
      | 'legal_obligation'
      | 'legal_claims';
    readonly article: string;
    readonly kept: boolean;
    readonly restricted_at: string;
    readonly expires_at: string;
    readonly ending: boolean;
    readonly lift_told_on?: string;
    readonly record?: Variables;
  }[];
  readonly next_cursor: string | null;
};

export type MarketingConsentsRestrictedPage = {
  readonly items: readonly {
    readonly id: string;
    readonly ground:
      | 'accuracy_contested'
      | 'unlawful_processing'
      | 'needed_for_claims'
      | 'objection_pending'
      | 'legal_obligation'
      | 'legal_claims';
    readonly article: string;
    readonly kept: boolean;
    readonly restricted_at: string;
    readonly expires_at: string;
    readonly ending: boolean;
    readonly lift_told_on?: string;
    readonly record?: MarketingConsents;
  }[];
  readonly next_cursor: string | null;
};

export type CouponCodesRestrictedPage = {
  readonly items: readonly {
    readonly id: string;
    readonly ground:
      | 'accuracy_contested'
      | 'unlawful_processing'
      | 'needed_for_claims'
      | 'objection_pending'
      | 'legal_obligation'
      | 'legal_claims';
    readonly article: string;
    readonly kept: boolean;
    readonly restricted_at: string;
    readonly expires_at: string;
    readonly ending: boolean;
    readonly lift_told_on?: string;
    readonly record?: CouponCodes;
  }[];
  readonly next_cursor: string | null;
};

export type LoyaltyTransactionsRestrictedPage = {
  readonly items: readonly {
    readonly id: string;
    readonly ground:
      | 'accuracy_contested'
      | 'unlawful_processing'
      | 'needed_for_claims'
      | 'objection_pending'
      | 'legal_obligation'
      | 'legal_claims';
    readonly article: string;
    readonly kept: boolean;
    readonly restricted_at: string;
    readonly expires_at: string;
    readonly ending: boolean;
    readonly lift_told_on?: string;
    readonly record?: LoyaltyTransactions;
  }[];
  readonly next_cursor: string | null;
};

export type LoyaltyRedemptionsRestrictedPage = {
  readonly items: readonly {
    readonly id: string;
    readonly ground:
      | 'accuracy_contested'
      | 'unlawful_processing'
      | 'needed_for_claims'
      | 'objection_pending'
      | 'legal_obligation'
      | 'legal_claims';
    readonly article: string;
    readonly kept: boolean;
    readonly restricted_at: string;
    readonly expires_at: string;
    readonly ending: boolean;
    readonly lift_told_on?: string;
    readonly record?: LoyaltyRedemptions;
  }[];
  readonly next_cursor: string | null;
};

export type RaffleParticipationsRestrictedPage = {
  readonly items: readonly {
    readonly id: string;
    readonly ground:
      | 'accuracy_contested'
      | 'unlawful_processing'
      | 'needed_for_claims'
      | 'objection_pending'
      | 'legal_obligation'
      | 'legal_claims';
    readonly article: string;
    readonly kept: boolean;
    readonly restricted_at: string;
    readonly expires_at: string;
    readonly ending: boolean;
    readonly lift_told_on?: string;
    readonly record?: RaffleParticipations;
  }[];
  readonly next_cursor: string | null;
};

/** The facts about the restriction of a record. They contain the record’s id, but not the record. */
export type Restriction = {
  readonly id: string;
  readonly ground:
    | 'accuracy_contested'
    | 'unlawful_processing'
    | 'needed_for_claims'
    | 'objection_pending'
    | 'legal_obligation'
    | 'legal_claims';
  readonly article: string;
  readonly kept: boolean;
  readonly restricted_at: string;
  readonly expires_at: string;
  readonly ending: boolean;
  readonly lift_told_on?: string;
  readonly archive?: {
    readonly path: string;
    readonly body: {
      readonly kind: 'access';
      readonly record: {
        readonly category: string;
        readonly id: string;
      };
    };
  };
};

export type RestrictionRequest = {
  readonly ground:
    | 'accuracy_contested'
    | 'unlawful_processing'
    | 'needed_for_claims'
    | 'objection_pending';
};

/** An error (RFC 9457). Its texts are fixed, and never contain a value from the request. */
export type Problem = {
  readonly type: string;
  readonly code:
    | 'credential-missing'
    | 'credential-malformed'
    | 'credential-unknown'
    | 'credential-revoked'
    | 'subject-token-missing'
    | 'subject-token-invalid'
    | 'device-token-missing'
    | 'device-token-invalid'
    | 'token-invalid'
    | 'session-ended'
    | 'cross-site-request'
    | 'not-a-member'
    | 'tenant-unnamed'
    | 'operators-only'
    | 'people-only'
    | 'scope-missing'
    | 'archive-restricted'
    | 'origin-refused'
    | 'route-unknown'
    | 'record-not-found'
    | 'method-not-allowed'
    | 'already-exists'
    | 'code-unknown'
    | 'pool-empty'
    | 'pool-closed'
    | 'pool-kind'
    | 'code-redeemed'
    | 'policy-limit'
    | 'legacy-key-taken'
    | 'already-participating'
    | 'raffle-not-started'
    | 'raffle-ended'
    | 'draw-not-offered'
    | 'draw-finished'
    | 'already-replaced'
    | 'nobody-left'
    | 'insufficient-coins'
    | 'consent-withdrawn'
    | 'plan-changed'
    | 'request-closed'
    | 'request-waiting'
    | 'already-extended'
    | 'extension-too-late'
    | 'identity-not-asked'
    | 'identity-settled'
    | 'receipt-pending'
    | 'commitment-mismatch'
    | 'last-owner'
    | 'too-many-api-keys'
    | 'too-many-members'
    | 'already-member'
    | 'tenant-exists'
    | 'category-off'
    | 'tenant-erased'
    | 'idempotency-record-gone'
    | 'precondition-failed'
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
    | 'keys-refused'
    | 'issuer-unavailable'
    | 'restore-pending'
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
  readonly experience_id?: string;
};

/** A conversation, and what is known about its person: the kinds of identifiers, but never the identifiers. */
export type ConversationFacts = {
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
  readonly experience_id?: string;
  readonly said_to_be_with: readonly {
    readonly kind: 'email' | 'phone' | 'external_id';
    readonly said_at: string;
    readonly expires_at: string;
    readonly customer_id?: string;
  }[];
};

export type ConversationPage = {
  readonly items: readonly Conversation[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};

/** An identifier of a person: exactly one of email, phone, external_id. Mayfly stores only its keyed hash. */
export type Subject =
  | {
      readonly email: string;
      readonly phone?: never;
      readonly external_id?: never;
      readonly channel?: string;
    }
  | {
      readonly email?: never;
      readonly phone: string;
      readonly external_id?: never;
      readonly channel?: string;
    }
  | {
      readonly email?: never;
      readonly phone?: never;
      readonly external_id: string;
      readonly channel?: string;
    };

export type ConversationExternal = {
  readonly conversation_external_id: string;
};

export type ConversationIdentified = {
  readonly conversation_id: string;
};

export type SubjectSet = {
  readonly conversation_id: string;
  readonly expires_at: string;
};

/** The options of an export: the form of its file, and optionally a password. */
export type ExportOptions = {
  readonly password?: string;
  readonly format?: 'spreadsheet' | 'raw';
  readonly separator?: 'comma' | 'semicolon';
};

export type Deletion = {
  readonly ids: readonly string[];
};

export type Deleted = {
  readonly deleted: readonly string[];
  readonly not_found: readonly string[];
};

/** How many documents the tenant has, and how many of them expire on each of the next days. */
export type StorageOverview = {
  readonly tenant: string;
  readonly as_of: string;
  readonly last_purge: {
    readonly at: string;
    readonly complete: boolean;
  } | null;
  readonly categories: readonly {
    readonly number: number;
    readonly id: string;
    readonly title: string;
    readonly path: string;
    readonly purpose: string;
    readonly stored_when: string;
    readonly always: boolean;
    readonly modules: readonly {
      readonly module: string;
      readonly rule: 'required' | 'advised' | 'used';
      readonly in_use: boolean;
    }[];
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
  readonly collections: readonly {
    readonly id: string;
    readonly title: string;
    readonly category: string | null;
    readonly personal: string | null;
    readonly expiry: {
      readonly by: 'ttl' | 'keys' | 'never';
      readonly source: string;
    };
    readonly live: number;
    readonly overdue: number;
    readonly expires: readonly {
      readonly date: string;
      readonly count: number;
    }[];
    readonly expires_later: number;
  }[];
  readonly collections_as_of: string;
  readonly keys: readonly {
    readonly protects: string;
    readonly alive: number;
    readonly due: number;
    readonly next_destroyed_at: string | null;
  }[];
};

/** For each kind of data: the number of data keys, and when the next key may be destroyed. The answer contains no part of a key. */
export type KeysAlive = {
  readonly as_of: string;
  readonly items: readonly {
    readonly protects: string;
    readonly alive: number;
    readonly due: number;
    readonly next_destroyed_at: string | null;
    readonly keys: readonly {
      readonly made_at: string;
      readonly destroyed_from: string | null;
      readonly records: number;
    }[];
  }[];
};

/** The result of a purge. */
export type PurgeReport = {
  readonly complete: boolean;
  readonly failed: number;
  readonly deleted: number;
  readonly deleted_by_collection: { readonly [key: string]: number };
  readonly tenants_ended: number;
  readonly keys_destroyed: number;
  readonly keys_waiting: number;
  readonly oldest_key_waiting_seconds: number | null;
  readonly oldest_overdue_seconds: number | null;
  readonly shards: number;
  readonly duration_ms: number;
};

/** The result of a run of the task `rekey`. */
export type RekeyReport = {
  readonly complete: boolean;
  readonly failed: number;
  readonly keys_seen: number;
  readonly keys_rewrapped: number;
  readonly versions_ended: number;
  readonly keys_full: number;
  readonly reencrypted: number;
  readonly keys_retired: number;
  readonly keys_emptied: number;
  readonly migrated: number;
  readonly legacy_left: number;
  readonly legacy_keys_deleted: number;
  readonly tenants: number;
  readonly seen: number;
  readonly rehashed: number;
  readonly refused: number;
  readonly kept: number;
  readonly unopened: number;
  readonly duration_ms: number;
};

/** The tenant of the key, and the reason why the key is retired. */
export type KeyRetirement = {
  readonly tenant: string;
  readonly reason: 'compromised' | 'full';
};

export type RetiredKey = {
  readonly tenant: string;
  readonly key: string;
  readonly retired_at: string;
  readonly destroyed_from: string;
};

/** The result of a run of the erase sweep. */
export type EraseReport = {
  readonly complete: boolean;
  readonly failed: number;
  readonly tenants: number;
  readonly deleted: number;
  readonly shortened: number;
  readonly finished: number;
  readonly overdue_requests: number;
  readonly ending_restrictions: number;
  readonly receipts: number;
  readonly closed_pools: number;
  readonly noted_pools: number;
  readonly duration_ms: number;
};

/** The result of a run that seals hours of the manager log, and issues receipts of expiry. */
export type SealReport = {
  readonly complete: boolean;
  readonly failed: number;
  readonly sealed: number;
  readonly counted: number;
  readonly closed: number;
  readonly oldest_overdue_seconds: number | null;
  readonly duration_ms: number;
};

export type Health = {
  readonly status: 'ok';
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
  readonly state: 'open' | 'closing' | 'closed';
  readonly closed_at?: string;
  readonly deleted?: number;
};

/** A pool, with the numbers of its used codes, and with its stock day by day. */
export type CouponPoolStatus = {
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
  readonly state: 'open' | 'closing' | 'closed';
  readonly tied: number;
  readonly anonymous: number;
  readonly history: readonly {
    readonly at: string;
    readonly loaded: number;
    readonly used: number;
  }[];
  readonly recent: {
    readonly since: string;
    readonly used: number;
  };
  readonly closed_at?: string;
  readonly deleted?: number;
};

/** Closes the pool if it has at most `at_most` unused codes. Without `at_most`, the number of unused codes does not matter. */
export type CouponPoolClosing = {
  readonly confirm: true;
  readonly at_most?: number;
};

export type CodeLookup = {
  readonly code: string;
  readonly limit?: number;
  readonly cursor?: string;
};

/** A pool that has or had the code, and the state of the code in this pool. */
export type FoundCode = {
  readonly pool_id: string;
  readonly pool_name: string;
  readonly pool_state: 'open' | 'closing' | 'closed';
  readonly state: 'in_stock' | 'given' | 'redeemed' | 'restricted' | 'anonymous';
  readonly record?: CouponCodes;
};

/** The pools that have or had the code, the newest first. The list is empty for an unknown code. */
export type FoundCodes = {
  readonly items: readonly FoundCode[];
  readonly next_cursor: string | null;
};

export type CouponPoolPage = {
  readonly items: readonly CouponPool[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};

export type CouponPoolCreate = {
  readonly name: string;
  readonly kind: 'code' | 'coupon';
  readonly policy: 'once' | 'daily' | 'weekly' | 'unrestricted';
  readonly low_stock?: number;
  readonly fold?: boolean;
};

export type CouponEmission = {
  readonly email: string;
  readonly conversation_id?: string;
  readonly conversation_external_id?: string;
};

export type CouponRedemption = {
  readonly code: string;
  readonly email: string;
  readonly conversation_id?: string;
  readonly conversation_external_id?: string;
};

/** The result of checking a file of codes. */
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

/** `name` is stored encrypted. By default `starts_at` is now, and `ends_at` is a year after `starts_at`. `ends_at` is at most 1096 days from now. An `instant_win` needs `chance` and `prizes`, and a `giveaway` must not have them. */
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

/** A raffle. The winners of a `giveaway` are drawn later. In an `instant_win`, each participation is decided at once. */
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

export type RafflePage = {
  readonly items: readonly Raffle[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};

/** `replaces` is the id of a winner, or a place of a draw. With `replaces`, `reason` is required and `count` must be 1. */
export type DrawCreate = {
  readonly count: number;
  readonly announce_only?: boolean;
  readonly replaces?:
    | string
    | {
        readonly draw_id: string;
        readonly place: number;
      };
  readonly reason?: 'not_reached' | 'declined' | 'not_eligible' | 'entry_gone';
};

/** `public_value` is a value that nobody could know when the draw was announced, such as the numbers of a lottery. It is published. Send null to use none. */
export type DrawFinish = {
  readonly public_value: string | null;
};

/** A draw with its live winners. Replacing a winner makes a separate draw, which uses the order of the original draw. */
export type Draw = {
  readonly id: string;
  readonly raffle_id: string;
  readonly state: 'committed' | 'drawn';
  readonly committed_at: string;
  readonly expires_at: string;
  readonly count: number;
  readonly drawn: number;
  readonly winners: readonly RaffleWinner[];
  readonly warnings: readonly {
    readonly code: string;
    readonly detail: string;
  }[];
  readonly drawn_at?: string;
  readonly places?: readonly {
    readonly place: number;
    readonly position: number;
    readonly entrant: string;
    readonly replaces?: number;
    readonly reason?: 'not_reached' | 'declined' | 'not_eligible' | 'entry_gone';
    readonly draw_id?: string;
  }[];
  readonly check?: {
    readonly entrants: number;
    readonly entrants_sha256: string;
    readonly seed_sha256: string;
    readonly commitment: string;
    readonly seed?: string;
    readonly public_value?: string;
    readonly result?: string;
  };
  readonly place?: number;
  readonly replaces?: {
    readonly draw_id: string;
    readonly place: number;
  };
  readonly reason?: 'not_reached' | 'declined' | 'not_eligible' | 'entry_gone';
};

export type DrawPage = {
  readonly items: readonly Draw[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};

/** A winner: a copy of the participation that won. The copy is deleted with the participation. Only callers who may read the category get its personal fields. */
export type RaffleWinner = {
  readonly id: string;
  readonly raffle_id: string;
  readonly participation_id: string;
  readonly participated_at: string;
  readonly drawn_at: string;
  readonly expires_at: string;
  readonly draw_id?: string;
  readonly rank?: number;
  readonly replaced_at?: string;
  readonly replaced_reason?: 'not_reached' | 'declined' | 'not_eligible' | 'entry_gone';
  readonly prize?: string;
  readonly masked?: readonly string[];
  readonly email?: string;
  readonly firstname?: string;
  readonly lastname?: string;
  readonly postal_address?: string;
  readonly phone?: string;
  readonly conversation_id?: string;
  readonly conversation_external_id?: string;
};

export type RaffleWinnerPage = {
  readonly items: readonly RaffleWinner[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};

export type LoyaltyBalanceRequest = {
  readonly email: string;
  readonly expiring?: number;
};

export type LoyaltyLedgerRequest = {
  readonly email: string;
  readonly limit?: number;
  readonly cursor?: string;
};

/** A transaction. An earning has the number of its unspent coins, and a spending has the earnings from which it took coins. */
export type LoyaltyLedgerEntry = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly email?: string;
  readonly coins: number;
  readonly reason: string;
  readonly reference?: string;
  readonly conversation_id?: string;
  readonly conversation_external_id?: string;
  readonly masked?: readonly string[];
  readonly coins_left?: number;
  readonly taken_from?: readonly {
    readonly id: string;
    readonly coins: number;
  }[];
};

export type LoyaltyLedgerPage = {
  readonly items: readonly LoyaltyLedgerEntry[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};

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

export type ExperiencePage = {
  readonly items: readonly Experience[];
  readonly next_cursor: string | null;
};

/** The record. A key that may not read the category gets only the fields that its request sent, and the fields of the state that its request changed. */
export type NluMessagesChanged = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly conversation_id?: string;
  readonly conversation_external_id?: string;
  readonly text?: string;
  readonly intent?: string;
  readonly confidence?: number;
  readonly experience_id?: string;
  readonly reviewed?: boolean;
  readonly verdict?: 'right' | 'wrong' | 'corrected';
  readonly corrected_intent?: string;
  readonly masked?: readonly string[];
};

/** With the verdict `corrected`, `intent` is required. With other verdicts it is not allowed. */
export type NluReview = {
  readonly verdict: 'right' | 'wrong' | 'corrected';
  readonly intent?: string;
};

export type NluReviews = {
  readonly ids: readonly string[];
  readonly review: NluReview | null;
};

export type NluReviewed = {
  readonly reviewed: number;
  readonly missing: readonly string[];
};

export type NluQueueCount = {
  readonly unreviewed: number;
  readonly going: number;
};

export type NluAccuracy = {
  readonly items: readonly {
    readonly intent: string | null;
    readonly weeks: readonly {
      readonly week: string;
      readonly right: number;
      readonly wrong: number;
      readonly corrected: number;
    }[];
  }[];
  readonly next_cursor: string | null;
};

export type NluIntents = {
  readonly items: readonly {
    readonly intent: string;
  }[];
  readonly next_cursor: string | null;
};

export type NluSummary = {
  readonly total: {
    readonly count: number;
    readonly mean_confidence: number | null;
    readonly reviewed: number;
    readonly right: number;
    readonly corrected: number;
    readonly accuracy: number | null;
  };
  readonly items: readonly {
    readonly intent: string;
    readonly count: number;
    readonly mean_confidence: number | null;
    readonly reviewed: number;
    readonly right: number;
    readonly corrected: number;
    readonly accuracy: number | null;
  }[];
  readonly next_cursor: string | null;
};

export type SessionLookup = {
  readonly channel: string;
  readonly external_id: string;
};

export type SessionKeys = {
  readonly items: readonly {
    readonly channel: string;
    readonly external_id: string;
  }[];
};

export type SessionsFound = {
  readonly items: readonly unknown[];
  readonly not_found: readonly SessionLookup[];
};

export type SessionsDeleted = {
  readonly deleted: readonly string[];
  readonly not_found: readonly SessionLookup[];
};

/** The customer’s email, how the customer has proved their identity, and the changes. null removes a field, or a key of `values`. */
export type CustomersMerge = {
  readonly email: string;
  readonly authenticated_by: 'sign_in' | 'double_opt_in' | 'sso' | 'code';
  readonly values?: { [key: string]: unknown } | null;
  readonly conversation_id?: string | null;
  readonly conversation_external_id?: string | null;
};

export type CustomerHistory = {
  readonly id: string;
  readonly values: {
    readonly [key: string]: readonly {
      readonly value: unknown;
      readonly replaced_at: string;
    }[];
  };
};

export type ManagerLogSealPage = {
  readonly items: readonly {
    readonly number: number;
    readonly hour: string;
    readonly jws: string;
  }[];
  readonly next_cursor: string | null;
};

export type ManagerLogLinkPage = {
  readonly items: readonly {
    readonly id: string;
    readonly hash: string | null;
    readonly hashed: string;
  }[];
  readonly next_cursor: string | null;
};

/** The actor whose entries are found, and the filters of the list. */
export type ManagerLogSearch =
  | {
      readonly email: string;
      readonly api_key?: never;
      readonly action?: string;
      readonly target?: string;
      readonly outcome?: string;
      readonly created_after?: string;
      readonly created_before?: string;
      readonly limit?: number;
      readonly cursor?: string;
    }
  | {
      readonly email?: never;
      readonly api_key: string;
      readonly action?: string;
      readonly target?: string;
      readonly outcome?: string;
      readonly created_after?: string;
      readonly created_before?: string;
      readonly limit?: number;
      readonly cursor?: string;
    };

export type ConsentSummary = {
  readonly items: readonly {
    readonly type: 'newsletter' | 'reminder' | 'profiling' | 'web_push' | 'sms';
    readonly pending: number;
    readonly confirmed: number;
    readonly withdrawn: number;
  }[];
  readonly ends_soon: {
    readonly within_days: number;
    readonly count: number;
    readonly never_exported: number;
  };
  readonly exported_up_to: string | null;
};

/** The record. A key that may not read the category gets only the fields that its request sent, and the fields of the state that its request changed. */
export type MarketingConsentsChanged = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly type?: 'newsletter' | 'reminder' | 'profiling' | 'web_push' | 'sms';
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
  readonly masked?: readonly string[];
};

export type ConsentWithdrawal = {
  readonly reason?: 'person_asked' | 'complaint' | 'unreachable' | 'other';
};

export type ConsentConfirmation = {
  readonly ip?: string;
};

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
    readonly reason: 'person_asked' | 'complaint' | 'unreachable' | 'other' | null;
  };
  readonly kept_until: string | null;
  readonly note: string;
  readonly masked?: readonly string[];
};

/** One or several identifiers of a person. */
export type SubjectSought = unknown;

export type SubjectPreviewRequest = unknown;

export type SubjectExportRequest = unknown;

export type SubjectPreview = {
  readonly plan: string;
  readonly categories: readonly {
    readonly category: string;
    readonly count: number;
    readonly why: readonly string[];
  }[];
  readonly beside: readonly {
    readonly collection: string;
    readonly count: number;
    readonly why: readonly string[];
  }[];
  readonly conversations: readonly {
    readonly id: string;
    readonly shared: boolean;
    readonly included: boolean;
  }[];
  readonly stays: readonly {
    readonly what: string;
    readonly why: string;
    readonly count?: number;
  }[];
  readonly records?: readonly {
    readonly category: string;
    readonly collection: string;
    readonly id: string;
    readonly created_at: string;
    readonly expires_at: string;
    readonly why: readonly string[];
    readonly stays: boolean;
    readonly facts: { readonly [key: string]: unknown };
  }[];
};

export type ErasureRequest = {
  readonly scope:
    | {
        readonly subject: SubjectSought;
        readonly conversations?: readonly string[];
      }
    | {
        readonly conversation_id: string;
        readonly conversation_external_id?: never;
      }
    | {
        readonly conversation_id?: never;
        readonly conversation_external_id: string;
      }
    | {
        readonly category:
          | 'chat_messages'
          | 'nlu_messages'
          | 'messenger_sessions'
          | 'runtime_log'
          | 'customers'
          | 'variables'
          | 'marketing_consents'
          | 'coupon_codes'
          | 'loyalty_transactions'
          | 'loyalty_redemptions'
          | 'raffle_participations';
      }
    | {
        readonly tenant: true;
      };
  readonly plan?: string;
  readonly keep?: readonly {
    readonly category: 'marketing_consents';
    readonly ground: 'legal_obligation' | 'legal_claims';
  }[];
  readonly restricted_too?: boolean;
  readonly confirm: true;
};

export type Erasure = {
  readonly id: string;
  readonly status: 'cooling-off' | 'running' | 'complete' | 'cancelled';
  readonly scope: 'person' | 'conversation' | 'category' | 'tenant';
  readonly category: string | null;
  readonly asked_by: readonly string[];
  readonly authenticated_by: string | null;
  readonly created_at: string;
  readonly effective_at: string;
  readonly cancelled_at: string | null;
  readonly completed_at: string | null;
  readonly expires_at: string;
  readonly done: number;
  readonly to_do: number | null;
  readonly categories: readonly {
    readonly category: string;
    readonly count: number;
  }[];
  readonly beside: readonly {
    readonly collection: string;
    readonly count: number;
  }[];
  readonly kept: readonly {
    readonly category: string;
    readonly count: number;
    readonly ground: string;
  }[];
  readonly receipt_number: number | null;
  readonly notices_receipt_number: number | null;
  readonly notices_not_taken: number | null;
  readonly recipients: readonly string[];
};

export type ErasureCreated = {
  readonly id: string;
  readonly status: 'cooling-off' | 'running' | 'complete' | 'cancelled';
  readonly scope: 'person' | 'conversation' | 'category' | 'tenant';
  readonly category: string | null;
  readonly asked_by: readonly string[];
  readonly authenticated_by: string | null;
  readonly created_at: string;
  readonly effective_at: string;
  readonly cancelled_at: string | null;
  readonly completed_at: string | null;
  readonly expires_at: string;
  readonly done: number;
  readonly to_do: number | null;
  readonly categories: readonly {
    readonly category: string;
    readonly count: number;
  }[];
  readonly beside: readonly {
    readonly collection: string;
    readonly count: number;
  }[];
  readonly kept: readonly {
    readonly category: string;
    readonly count: number;
    readonly ground: string;
  }[];
  readonly receipt_number: number | null;
  readonly notices_receipt_number: number | null;
  readonly notices_not_taken: number | null;
  readonly recipients: readonly string[];
  readonly salt: string | null;
};

export type TenantErasure = {
  readonly id: string;
  readonly status: 'cooling-off' | 'running' | 'complete' | 'cancelled';
  readonly scope: 'person' | 'conversation' | 'category' | 'tenant';
  readonly category: string | null;
  readonly asked_by: readonly string[];
  readonly authenticated_by: string | null;
  readonly created_at: string;
  readonly effective_at: string;
  readonly cancelled_at: string | null;
  readonly completed_at: string | null;
  readonly expires_at: string;
  readonly done: number;
  readonly to_do: number | null;
  readonly categories: readonly {
    readonly category: string;
    readonly count: number;
  }[];
  readonly beside: readonly {
    readonly collection: string;
    readonly count: number;
  }[];
  readonly kept: readonly {
    readonly category: string;
    readonly count: number;
    readonly ground: string;
  }[];
  readonly receipt_number: number | null;
  readonly notices_receipt_number: number | null;
  readonly notices_not_taken: number | null;
  readonly recipients: readonly string[];
  readonly receipt: string | null;
};

export type TenantErasures = {
  readonly items: readonly TenantErasure[];
};

export type TenantErasureSought = {
  readonly tenant: string;
  readonly id: string;
};

export type ErasurePage = {
  readonly items: readonly Erasure[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};

export type RecheckRequest =
  | {
      readonly subject: SubjectSought;
      readonly conversation_id?: never;
      readonly conversation_external_id?: never;
      readonly salt: string;
    }
  | {
      readonly subject?: never;
      readonly conversation_id: string;
      readonly conversation_external_id?: never;
      readonly salt: string;
    }
  | {
      readonly subject?: never;
      readonly conversation_id?: never;
      readonly conversation_external_id: string;
      readonly salt: string;
    };

export type Recheck = {
  readonly absent: boolean;
  readonly searched_at: string;
  readonly categories: readonly {
    readonly category: string;
    readonly count: number;
  }[];
  readonly beside: readonly {
    readonly collection: string;
    readonly count: number;
  }[];
  readonly receipt: string | null;
};

export type Receipt = {
  readonly id: string;
  readonly kind: 'erasure' | 'absence' | 'expiry' | 'notices';
  readonly number: number;
  readonly created_at: string;
  readonly expires_at: string;
  readonly receipt: string;
};

export type ReceiptPage = {
  readonly items: readonly Receipt[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
};

/** Public keys (RFC 7517). */
export type KeySet = {
  readonly keys: readonly {
    readonly kty: 'EC';
    readonly crv: 'P-256';
    readonly x: string;
    readonly y: string;
    readonly use: 'sig';
    readonly alg: 'ES256';
    readonly kid: string;
  }[];
};

export type EndingRestrictions = {
  readonly within_days: number;
  readonly items: readonly {
    readonly category: string;
    readonly count: number;
  }[];
};

export type NewPersonRequest = unknown;

/** A request of a person, without the person’s data and without letters. */
export type PersonRequestSummary = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly kind:
    | 'withdrawal'
    | 'access'
    | 'rectification'
    | 'erasure'
    | 'restriction'
    | 'portability'
    | 'objection';
  readonly came_by: 'email' | 'letter' | 'phone' | 'chat' | 'web_form' | 'in_person' | 'other';
  readonly state: 'open' | 'due_soon' | 'overdue' | 'waiting' | 'completed' | 'refused';
  readonly received: string;
  readonly due: string | null;
  readonly in_time_until: string | null;
  readonly days_left: number | null;
  readonly extension: {
    readonly months: number;
    readonly reasons: readonly ('complexity' | 'number_of_requests')[];
    readonly told_on: string;
  } | null;
  readonly identity: {
    readonly state: 'not_asked' | 'asked' | 'confirmed' | 'not_confirmed';
    readonly doubt: 'unknown_address' | 'several_persons' | 'on_behalf' | 'signs_of_abuse' | null;
    readonly method:
      | 'sign_in'
      | 'code_to_known_address'
      | 'reply_from_known_address'
      | 'call_to_known_phone'
      | 'known_details'
      | 'electronic_id'
      | null;
    readonly asked_on: string | null;
    readonly settled_on: string | null;
    readonly suspended_days: number;
  };
  readonly closed: {
    readonly on: string | null;
    readonly in_time: boolean | null;
    readonly result: 'done' | 'nothing_stored' | null;
    readonly ground:
      | 'identity_not_shown'
      | 'manifestly_unfounded'
      | 'excessive'
      | 'legal_obligation'
      | 'legal_claims'
      | 'rights_of_others'
      | 'compelling_grounds'
      | 'conditions_not_met'
      | null;
    readonly authority:
      | 'de_bfdi'
      | 'de_bw'
      | 'de_by'
      | 'de_by_public'
      | 'de_be'
      | 'de_bb'
      | 'de_hb'
      | 'de_hh'
      | 'de_he'
      | 'de_mv'
      | 'de_ni'
      | 'de_nw'
      | 'de_rp'
      | 'de_sl'
      | 'de_sn'
      | 'de_st'
      | 'de_sh'
      | 'de_th'
      | 'at'
      | 'be'
      | 'bg'
      | 'hr'
      | 'cy'
      | 'cz'
      | 'dk'
      | 'ee'
      | 'fi'
      | 'fr'
      | 'gr'
      | 'hu'
      | 'ie'
      | 'is'
      | 'it'
      | 'li'
      | 'lt'
      | 'lu'
      | 'lv'
      | 'mt'
      | 'nl'
      | 'no'
      | 'pl'
      | 'pt'
      | 'ro'
      | 'se'
      | 'si'
      | 'sk'
      | 'es'
      | null;
    readonly erasure_id: string | null;
    readonly archive_id: string | null;
  } | null;
};

/** A request of a person. */
export type PersonRequest = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly kind:
    | 'withdrawal'
    | 'access'
    | 'rectification'
    | 'erasure'
    | 'restriction'
    | 'portability'
    | 'objection';
  readonly came_by: 'email' | 'letter' | 'phone' | 'chat' | 'web_form' | 'in_person' | 'other';
  readonly state: 'open' | 'due_soon' | 'overdue' | 'waiting' | 'completed' | 'refused';
  readonly received: string;
  readonly due: string | null;
  readonly in_time_until: string | null;
  readonly days_left: number | null;
  readonly extension: {
    readonly months: number;
    readonly reasons: readonly ('complexity' | 'number_of_requests')[];
    readonly told_on: string;
  } | null;
  readonly identity: {
    readonly state: 'not_asked' | 'asked' | 'confirmed' | 'not_confirmed';
    readonly doubt: 'unknown_address' | 'several_persons' | 'on_behalf' | 'signs_of_abuse' | null;
    readonly method:
      | 'sign_in'
      | 'code_to_known_address'
      | 'reply_from_known_address'
      | 'call_to_known_phone'
      | 'known_details'
      | 'electronic_id'
      | null;
    readonly asked_on: string | null;
    readonly settled_on: string | null;
    readonly suspended_days: number;
  };
  readonly closed: {
    readonly on: string | null;
    readonly in_time: boolean | null;
    readonly result: 'done' | 'nothing_stored' | null;
    readonly ground:
      | 'identity_not_shown'
      | 'manifestly_unfounded'
      | 'excessive'
      | 'legal_obligation'
      | 'legal_claims'
      | 'rights_of_others'
      | 'compelling_grounds'
      | 'conditions_not_met'
      | null;
    readonly authority:
      | 'de_bfdi'
      | 'de_bw'
      | 'de_by'
      | 'de_by_public'
      | 'de_be'
      | 'de_bb'
      | 'de_hb'
      | 'de_hh'
      | 'de_he'
      | 'de_mv'
      | 'de_ni'
      | 'de_nw'
      | 'de_rp'
      | 'de_sl'
      | 'de_sn'
      | 'de_st'
      | 'de_sh'
      | 'de_th'
      | 'at'
      | 'be'
      | 'bg'
      | 'hr'
      | 'cy'
      | 'cz'
      | 'dk'
      | 'ee'
      | 'fi'
      | 'fr'
      | 'gr'
      | 'hu'
      | 'ie'
      | 'is'
      | 'it'
      | 'li'
      | 'lt'
      | 'lu'
      | 'lv'
      | 'mt'
      | 'nl'
      | 'no'
      | 'pl'
      | 'pt'
      | 'ro'
      | 'se'
      | 'si'
      | 'sk'
      | 'es'
      | null;
    readonly erasure_id: string | null;
    readonly archive_id: string | null;
  } | null;
  readonly person: {
    readonly email?: string;
    readonly phone?: string;
    readonly external_id?: string;
    readonly push_endpoint?: string;
    readonly channel?: string;
    readonly details?: string;
  } | null;
  readonly letters: readonly {
    readonly letter: 'identity' | 'extension' | 'refusal' | 'completion';
    readonly de: {
      readonly subject: string;
      readonly text: string;
    };
    readonly en: {
      readonly subject: string;
      readonly text: string;
    };
  }[];
};

export type PersonRequestPage = {
  readonly items: readonly PersonRequestSummary[];
  readonly next_cursor: string | null;
};

export type RequestExtension = {
  readonly months: number;
  readonly reasons: readonly ('complexity' | 'number_of_requests')[];
};

export type RequestRefusal = {
  readonly ground:
    | 'identity_not_shown'
    | 'manifestly_unfounded'
    | 'excessive'
    | 'legal_obligation'
    | 'legal_claims'
    | 'rights_of_others'
    | 'compelling_grounds'
    | 'conditions_not_met';
  readonly authority:
    | 'de_bfdi'
    | 'de_bw'
    | 'de_by'
    | 'de_by_public'
    | 'de_be'
    | 'de_bb'
    | 'de_hb'
    | 'de_hh'
    | 'de_he'
    | 'de_mv'
    | 'de_ni'
    | 'de_nw'
    | 'de_rp'
    | 'de_sl'
    | 'de_sn'
    | 'de_st'
    | 'de_sh'
    | 'de_th'
    | 'at'
    | 'be'
    | 'bg'
    | 'hr'
    | 'cy'
    | 'cz'
    | 'dk'
    | 'ee'
    | 'fi'
    | 'fr'
    | 'gr'
    | 'hu'
    | 'ie'
    | 'is'
    | 'it'
    | 'li'
    | 'lt'
    | 'lu'
    | 'lv'
    | 'mt'
    | 'nl'
    | 'no'
    | 'pl'
    | 'pt'
    | 'ro'
    | 'se'
    | 'si'
    | 'sk'
    | 'es';
};

export type RequestCompletion = {
  readonly result: 'done' | 'nothing_stored';
  readonly erasure_id?: string;
  readonly archive_id?: string;
};

/** A key of an older system: 128 bits. */
export type LegacyKey = {
  readonly tenant: string;
  readonly key: string;
};

export type LegacyKeyStored = {
  readonly tenant: string;
  readonly name: string;
};

/** The results of the lines. Each line is counted once. */
export type Imported = {
  readonly lines: number;
  readonly imported: number;
  readonly kept: number;
  readonly present: number;
  readonly expired: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly rejections: readonly {
    readonly line: number;
    readonly field?: string;
    readonly rule: string;
  }[];
};

export type LegacyKeyEnded = {
  readonly tenant: string;
  readonly name: string;
  readonly ended_at: string;
};

export type LegacyReport = {
  readonly tenant: string;
  readonly as_of: string;
  readonly legacy_records: number;
  readonly legacy_keys: number;
  readonly report: string;
};

export type NewSubjectToken =
  | {
      readonly email: string;
      readonly phone?: never;
      readonly external_id?: never;
      readonly push_endpoint?: never;
      readonly channel?: string;
      readonly authenticated_by: 'sign_in' | 'double_opt_in' | 'sso' | 'code';
    }
  | {
      readonly email?: never;
      readonly phone: string;
      readonly external_id?: never;
      readonly push_endpoint?: never;
      readonly channel?: string;
      readonly authenticated_by: 'sign_in' | 'double_opt_in' | 'sso' | 'code';
    }
  | {
      readonly email?: never;
      readonly phone?: never;
      readonly external_id: string;
      readonly push_endpoint?: never;
      readonly channel?: string;
      readonly authenticated_by: 'sign_in' | 'double_opt_in' | 'sso' | 'code';
    }
  | {
      readonly email?: never;
      readonly phone?: never;
      readonly external_id?: never;
      readonly push_endpoint: string;
      readonly channel?: string;
      readonly authenticated_by: 'sign_in' | 'double_opt_in' | 'sso' | 'code';
    };

export type SubjectToken = {
  readonly id: string;
  readonly token: string | null;
  readonly expires_at: string;
  readonly url: string | null;
};

export type PublicProfile = {
  readonly id: string;
  readonly variables: {
    readonly destination: 'server' | 'device' | 'off';
    readonly retention_days: number;
  };
};

export type NewDeviceToken =
  | {
      readonly instance_id: string;
      readonly instance_external_id?: never;
      readonly purpose: 'variables' | 'transfer';
    }
  | {
      readonly instance_id?: never;
      readonly instance_external_id: string;
      readonly purpose: 'variables' | 'transfer';
    };

export type DeviceToken = {
  readonly id: string;
  readonly token: string | null;
  readonly expires_at: string;
};

export type Transfer = {
  readonly endpoint: string;
  readonly experience_id: string;
  readonly variables: { readonly [key: string]: unknown };
};

export type TransferOutcome = {
  readonly outcome: 'arrived' | 'refused' | 'failed' | 'unknown';
  readonly status: number | null;
  readonly reason: string | null;
  readonly attempts: number;
  readonly message_id: string;
  readonly variables: readonly string[];
};

export type EndpointOutcome = {
  readonly outcome: 'arrived' | 'refused' | 'failed' | 'unknown';
  readonly status: number | null;
  readonly reason: string | null;
  readonly attempts: number;
  readonly message_id: string;
};

export type NewTransferEndpoint = {
  readonly url: string;
  readonly auth:
    | {
        readonly type: 'none';
      }
    | {
        readonly type: 'basic';
        readonly username: string;
        readonly password?: string;
      }
    | {
        readonly type: 'bearer';
        readonly token?: string;
      }
    | {
        readonly type: 'oauth2';
        readonly token_url: string;
        readonly client_id: string;
        readonly client_secret?: string;
        readonly scope?: string;
      };
  readonly mapping?: { readonly [key: string]: string } | null;
  readonly renew_signing_secret?: boolean;
};

export type TransferEndpoint = {
  readonly id: string;
  readonly url: string;
  readonly auth:
    | {
        readonly type: 'none';
      }
    | {
        readonly type: 'basic';
        readonly username: string;
        readonly password_set: true;
      }
    | {
        readonly type: 'bearer';
        readonly token_set: true;
      }
    | {
        readonly type: 'oauth2';
        readonly token_url: string;
        readonly client_id: string;
        readonly client_secret_set: true;
        readonly scope?: string;
      };
  readonly mapping: { readonly [key: string]: string } | null;
  readonly signing_secret: string | null;
  readonly changed_at: string;
};

export type TransferEndpoints = {
  readonly items: readonly TransferEndpoint[];
};

/** A variable that a web page sends. It does not name the conversation, because the token already identifies it. */
export type OwnVariable = {
  readonly experience_id: string;
  readonly name: string;
  readonly scope?: 'process' | 'global';
  readonly value?: unknown;
  readonly expires_at?: string;
};

export type OwnVariableTouch = {
  readonly experience_id: string;
  readonly name: string;
};

export type OwnVariableTouched = {
  readonly expires_at: string;
};

export type OwnVariablesDeleted = {
  readonly deleted: number;
  readonly has_more: boolean;
};

/** A tenant’s usage profile. */
export type Profile = {
  readonly id: string;
  readonly modules: readonly (
    | 'live_chat'
    | 'nlu'
    | 'facebook_messenger'
    | 'whatsapp'
    | 'wechat'
    | 'sign_in'
    | 'newsletter_optin'
    | 'reminder_optin'
    | 'profiling_optin'
    | 'web_push_optin'
    | 'sms_optin'
    | 'coupon'
    | 'codes'
    | 'loyalty'
    | 'loyalty_referral'
    | 'loyalty_sharing'
    | 'rewards'
    | 'giveaway_participation'
    | 'instant_win'
  )[];
  readonly origins: readonly string[];
  readonly default_region: string;
  readonly time_zone: string;
  readonly debug_until: string | null;
  readonly cooling_off_hours: number;
  readonly pending: readonly PendingChange[];
  readonly categories: {
    readonly [key: string]: {
      readonly destination: 'server' | 'device' | 'off';
      readonly retention_days: number | null;
      readonly effective_days: number;
      readonly pending: readonly ('delete' | 'shorten')[];
    };
  };
  readonly effective_at?: string;
};

/** A change that takes effect later, unless it is cancelled. */
export type PendingChange = {
  readonly id: string;
  readonly kind: 'shorten' | 'switch-off' | 'cooling-off' | 'erase-category' | 'erase-tenant';
  readonly category: string | null;
  readonly created_at: string;
  readonly effective_at: string;
  readonly days?: number;
  readonly destination?: 'server' | 'device' | 'off';
  readonly cooling_off_hours?: number;
};

export type PendingChanges = {
  readonly items: readonly PendingChange[];
};

export type Foresight = {
  readonly effective_at: string;
  readonly changes: readonly {
    readonly category: string;
    readonly destination: {
      readonly from: 'server' | 'device' | 'off';
      readonly to: 'server' | 'device' | 'off';
    };
    readonly retention_days: {
      readonly from: number;
      readonly to: number;
    };
    readonly live: number;
    readonly gone: readonly {
      readonly in_days: number;
      readonly with_change: number;
      readonly without_change: number;
    }[];
    readonly curve: readonly {
      readonly in_days: number;
      readonly without_change: number;
      readonly with_change: number;
    }[];
  }[];
};

export type DebugMode = {
  readonly debug_until: string | null;
  readonly effective_at: string;
};

export type Member = {
  readonly id: string;
  readonly email: string;
  readonly role: 'owner' | 'support' | 'editor' | 'viewer' | 'dpo';
  readonly issuer: string;
  readonly invited_at: string;
};

export type Members = {
  readonly items: readonly Member[];
};

export type ApiKey = {
  readonly id: string;
  readonly name: string | null;
  readonly prefix: string;
  readonly scopes: readonly (
    | 'chat_messages:read'
    | 'chat_messages:export'
    | 'chat_messages:write'
    | 'chat_messages:delete'
    | 'nlu_messages:read'
    | 'nlu_messages:export'
    | 'nlu_messages:write'
    | 'nlu_messages:delete'
    | 'messenger_sessions:read'
    | 'messenger_sessions:export'
    | 'messenger_sessions:write'
    | 'messenger_sessions:delete'
    | 'runtime_log:read'
    | 'runtime_log:export'
    | 'runtime_log:write'
    | 'runtime_log:delete'
    | 'customers:read'
    | 'customers:export'
    | 'customers:write'
    | 'customers:delete'
    | 'manager_log:read'
    | 'manager_log:export'
    | 'variables:read'
    | 'variables:export'
    | 'variables:write'
    | 'variables:delete'
    | 'marketing_consents:read'
    | 'marketing_consents:export'
    | 'marketing_consents:write'
    | 'marketing_consents:delete'
    | 'coupon_codes:read'
    | 'coupon_codes:export'
    | 'coupon_codes:write'
    | 'coupon_codes:delete'
    | 'loyalty_transactions:read'
    | 'loyalty_transactions:export'
    | 'loyalty_transactions:write'
    | 'loyalty_transactions:delete'
    | 'loyalty_redemptions:read'
    | 'loyalty_redemptions:export'
    | 'loyalty_redemptions:write'
    | 'loyalty_redemptions:delete'
    | 'raffle_participations:read'
    | 'raffle_participations:export'
    | 'raffle_participations:write'
    | 'raffle_participations:delete'
    | 'subjects'
    | 'tenant'
  )[];
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly last_used_on: string | null;
  readonly scopes_noted_since: string | null;
  readonly scopes_used: readonly {
    readonly scope: string;
    readonly first_used_on: string;
    readonly last_used_on: string;
  }[];
};

export type ApiKeys = {
  readonly items: readonly ApiKey[];
};

export type NewApiKey = {
  readonly id: string;
  readonly name: string | null;
  readonly prefix: string;
  readonly scopes: readonly (
    | 'chat_messages:read'
    | 'chat_messages:export'
    | 'chat_messages:write'
    | 'chat_messages:delete'
    | 'nlu_messages:read'
    | 'nlu_messages:export'
    | 'nlu_messages:write'
    | 'nlu_messages:delete'
    | 'messenger_sessions:read'
    | 'messenger_sessions:export'
    | 'messenger_sessions:write'
    | 'messenger_sessions:delete'
    | 'runtime_log:read'
    | 'runtime_log:export'
    | 'runtime_log:write'
    | 'runtime_log:delete'
    | 'customers:read'
    | 'customers:export'
    | 'customers:write'
    | 'customers:delete'
    | 'manager_log:read'
    | 'manager_log:export'
    | 'variables:read'
    | 'variables:export'
    | 'variables:write'
    | 'variables:delete'
    | 'marketing_consents:read'
    | 'marketing_consents:export'
    | 'marketing_consents:write'
    | 'marketing_consents:delete'
    | 'coupon_codes:read'
    | 'coupon_codes:export'
    | 'coupon_codes:write'
    | 'coupon_codes:delete'
    | 'loyalty_transactions:read'
    | 'loyalty_transactions:export'
    | 'loyalty_transactions:write'
    | 'loyalty_transactions:delete'
    | 'loyalty_redemptions:read'
    | 'loyalty_redemptions:export'
    | 'loyalty_redemptions:write'
    | 'loyalty_redemptions:delete'
    | 'raffle_participations:read'
    | 'raffle_participations:export'
    | 'raffle_participations:write'
    | 'raffle_participations:delete'
    | 'subjects'
    | 'tenant'
  )[];
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly last_used_on: string | null;
  readonly scopes_noted_since: string | null;
  readonly scopes_used: readonly {
    readonly scope: string;
    readonly first_used_on: string;
    readonly last_used_on: string;
  }[];
  readonly key: string | null;
};

export type Me = {
  readonly email: string;
  readonly operator: boolean;
  readonly tenants: readonly {
    readonly tenant: string;
    readonly role: 'owner' | 'support' | 'editor' | 'viewer' | 'dpo';
  }[];
};

/** What the tenant states about itself as the controller. Parts that it has not stated are null. */
export type Particulars = {
  readonly controller: {
    readonly name: string;
    readonly postal_address: string;
    readonly email?: string;
    readonly phone?: string;
    readonly website?: string;
  } | null;
  readonly representative: {
    readonly name: string;
    readonly postal_address: string;
    readonly email?: string;
    readonly phone?: string;
    readonly website?: string;
  } | null;
  readonly dpo: {
    readonly name?: string;
    readonly postal_address?: string;
    readonly email?: string;
    readonly phone?: string;
    readonly website?: string;
  } | null;
  readonly authority: {
    readonly name: string;
    readonly postal_address: string;
    readonly email?: string;
    readonly phone?: string;
    readonly website?: string;
  } | null;
  readonly recipients: readonly {
    readonly name: string;
    readonly purpose: {
      readonly de?: string;
      readonly en?: string;
    };
    readonly country: string;
    readonly categories?: readonly (
      | 'chat_messages'
      | 'nlu_messages'
      | 'messenger_sessions'
      | 'runtime_log'
      | 'customers'
      | 'manager_log'
      | 'variables'
      | 'marketing_consents'
      | 'coupon_codes'
      | 'loyalty_transactions'
      | 'loyalty_redemptions'
      | 'raffle_participations'
    )[];
  }[];
  readonly transfers: readonly {
    readonly recipient: string;
    readonly country: string;
    readonly safeguard:
      | 'adequacy_decision'
      | 'standard_clauses'
      | 'binding_rules'
      | 'code_of_conduct'
      | 'certification'
      | 'derogation';
    readonly details?: {
      readonly de?: string;
      readonly en?: string;
    };
  }[];
  readonly legal_bases: {
    readonly [key: string]: {
      readonly basis:
        | 'consent'
        | 'contract'
        | 'legal_obligation'
        | 'vital_interests'
        | 'public_task'
        | 'legitimate_interests';
      readonly stated: boolean;
    };
  };
};

export type NoticeEndpoint = {
  readonly id: string;
  readonly events: readonly (
    | 'erasure'
    | 'correction'
    | 'restriction'
    | 'restriction_lifted'
    | 'consent_withdrawn'
  )[];
  readonly categories: readonly string[] | null;
  readonly secrets: readonly {
    readonly id: string;
    readonly until: string | null;
  }[];
  readonly recipient: string;
  readonly url: string;
};

export type NoticeEndpoints = {
  readonly items: readonly NoticeEndpoint[];
};

export type ChangedNoticeEndpoint = {
  readonly id: string;
  readonly events: readonly (
    | 'erasure'
    | 'correction'
    | 'restriction'
    | 'restriction_lifted'
    | 'consent_withdrawn'
  )[];
  readonly categories: readonly string[] | null;
  readonly secrets: readonly {
    readonly id: string;
    readonly until: string | null;
  }[];
  readonly signing_secret?: string;
  readonly matching_secret?: string;
};

export type Notice = {
  readonly id: string;
  readonly endpoint: string;
  readonly event: string;
  readonly category: string | null;
  readonly records: readonly string[];
  readonly erasure: string | null;
  readonly state: 'waiting' | 'taken' | 'given_up';
  readonly attempts: number;
  readonly failure: string | null;
  readonly created_at: string;
  readonly next_attempt_at: string | null;
  readonly tried_until: string;
  readonly settled_at: string | null;
  readonly expires_at: string;
};

export type NoticePage = {
  readonly items: readonly Notice[];
  readonly next_cursor: string | null;
};

export type NoticesReport = {
  readonly complete: boolean;
  readonly failed: number;
  readonly taken: number;
  readonly waiting: number;
  readonly given_up: number;
  readonly oldest_overdue_seconds: number | null;
  readonly duration_ms: number;
};

export type NoticeTest = {
  readonly id: string;
  readonly taken: boolean;
  readonly status: number | null;
  readonly failure: string | null;
};

/** A record of processing activities (GDPR, Article 30(1)). */
export type RecordOfProcessing = {
  readonly kind: 'record-of-processing';
  readonly language: 'de' | 'en';
  readonly as_of: string;
  readonly tenant: string;
  readonly controller: {
    readonly name: string;
    readonly postal_address: string;
    readonly email?: string;
    readonly phone?: string;
    readonly website?: string;
  } | null;
  readonly representative: {
    readonly name: string;
    readonly postal_address: string;
    readonly email?: string;
    readonly phone?: string;
    readonly website?: string;
  } | null;
  readonly dpo: {
    readonly name?: string;
    readonly postal_address?: string;
    readonly email?: string;
    readonly phone?: string;
    readonly website?: string;
  } | null;
  readonly authority: {
    readonly name: string;
    readonly postal_address: string;
    readonly email?: string;
    readonly phone?: string;
    readonly website?: string;
  } | null;
  readonly processor: {
    readonly name: string;
    readonly postal_address: string;
    readonly email: string | null;
    readonly dpo: string | null;
    readonly sub_processors: readonly {
      readonly name: string;
      readonly purpose: string;
      readonly country: string;
      readonly country_name: string;
      readonly third_country: boolean;
    }[];
  } | null;
  readonly places: {
    readonly compute: string | null;
    readonly database: string | null;
    readonly keys: string | null;
  };
  readonly activities: readonly {
    readonly number: number;
    readonly category: string;
    readonly title: string;
    readonly destination: 'server' | 'device' | 'off';
    readonly destination_text: string;
    readonly stored_when: string;
    readonly purpose: string;
    readonly legal_basis: {
      readonly basis:
        | 'consent'
        | 'contract'
        | 'legal_obligation'
        | 'vital_interests'
        | 'public_task'
        | 'legitimate_interests';
      readonly text: string;
      readonly stated: boolean;
    };
    readonly data_subjects: string;
    readonly data: readonly {
      readonly name: string;
      readonly label: string;
      readonly encrypted: boolean;
      readonly origin: 'provided' | 'observed' | 'derived';
      readonly origin_text: string;
    }[];
    readonly recipients: readonly {
      readonly name: string;
      readonly purpose: string;
      readonly country: string;
      readonly country_name: string;
      readonly third_country: boolean;
    }[];
    readonly retention: readonly {
      readonly of: string | null;
      readonly days: number;
      readonly text: string;
    }[];
  }[];
  readonly beside: readonly {
    readonly collection: string;
    readonly title: string;
    readonly holds: string;
    readonly ends: string;
  }[];
  readonly transfers: readonly {
    readonly recipient: string;
    readonly country: string;
    readonly country_name: string;
    readonly third_country: boolean;
    readonly safeguard: string;
    readonly safeguard_text: string;
    readonly details: string | null;
  }[];
  readonly measures: readonly {
    readonly title: string;
    readonly text: string;
  }[];
  readonly gaps: readonly string[];
};

/** The record of a processor (GDPR, Article 30(2)). */
export type RecordOfProcessor = {
  readonly kind: 'record-of-processor';
  readonly language: 'de' | 'en';
  readonly as_of: string;
  readonly processor: {
    readonly name: string;
    readonly postal_address: string;
    readonly email: string | null;
    readonly dpo: string | null;
    readonly sub_processors: readonly {
      readonly name: string;
      readonly purpose: string;
      readonly country: string;
      readonly country_name: string;
      readonly third_country: boolean;
    }[];
  } | null;
  readonly places: {
    readonly compute: string | null;
    readonly database: string | null;
    readonly keys: string | null;
  };
  readonly controllers: readonly {
    readonly tenant: string;
    readonly controller: {
      readonly name: string;
      readonly postal_address: string;
      readonly email?: string;
      readonly phone?: string;
      readonly website?: string;
    } | null;
    readonly representative: {
      readonly name: string;
      readonly postal_address: string;
      readonly email?: string;
      readonly phone?: string;
      readonly website?: string;
    } | null;
    readonly dpo: {
      readonly name?: string;
      readonly postal_address?: string;
      readonly email?: string;
      readonly phone?: string;
      readonly website?: string;
    } | null;
    readonly processing: readonly {
      readonly category: string;
      readonly title: string;
    }[];
  }[];
  readonly more: boolean;
  readonly measures: readonly {
    readonly title: string;
    readonly text: string;
  }[];
};

/** A deletion concept similar to DIN 66398. */
export type DeletionConcept = {
  readonly kind: 'deletion-concept';
  readonly language: 'de' | 'en';
  readonly as_of: string;
  readonly tenant: string;
  readonly controller: {
    readonly name: string;
    readonly postal_address: string;
    readonly email?: string;
    readonly phone?: string;
    readonly website?: string;
  } | null;
  readonly representative: {
    readonly name: string;
    readonly postal_address: string;
    readonly email?: string;
    readonly phone?: string;
    readonly website?: string;
  } | null;
  readonly dpo: {
    readonly name?: string;
    readonly postal_address?: string;
    readonly email?: string;
    readonly phone?: string;
    readonly website?: string;
  } | null;
  readonly authority: {
    readonly name: string;
    readonly postal_address: string;
    readonly email?: string;
    readonly phone?: string;
    readonly website?: string;
  } | null;
  readonly processor: {
    readonly name: string;
    readonly postal_address: string;
    readonly email: string | null;
    readonly dpo: string | null;
    readonly sub_processors: readonly {
      readonly name: string;
      readonly purpose: string;
      readonly country: string;
      readonly country_name: string;
      readonly third_country: boolean;
    }[];
  } | null;
  readonly classes: readonly {
    readonly id: string;
    readonly start: 'created' | 'last_interaction' | 'own_expiry';
    readonly start_text: string;
    readonly days: number;
    readonly text: string;
  }[];
  readonly rules: readonly {
    readonly number: number;
    readonly category: string;
    readonly title: string;
    readonly data: readonly string[];
    readonly state: string;
    readonly periods: readonly {
      readonly of: string | null;
      readonly days: number;
      readonly class: string;
    }[];
    readonly how: string;
  }[];
  readonly beside: readonly {
    readonly collection: string;
    readonly title: string;
    readonly holds: string | null;
    readonly ends: string;
    readonly how: string;
  }[];
  readonly steps: readonly {
    readonly title: string;
    readonly text: string;
  }[];
  readonly responsibilities: readonly {
    readonly title: string;
    readonly text: string;
  }[];
};

/** A log of erasures, receipts and purges. */
export type DeletionLog = {
  readonly kind: 'deletion-log';
  readonly language: 'de' | 'en';
  readonly as_of: string;
  readonly tenant: string;
  readonly since: string;
  readonly erasures: readonly {
    readonly id: string;
    readonly scope: string;
    readonly scope_text: string;
    readonly complete: boolean;
    readonly asked_at: string | null;
    readonly completed_at: string | null;
    readonly cancelled_at: string | null;
    readonly deleted: readonly {
      readonly collection: string;
      readonly title: string;
      readonly count: number;
    }[];
  }[];
  readonly receipts: readonly {
    readonly number: number;
    readonly kind: string;
    readonly kind_text: string;
    readonly about: string;
    readonly issued_at: string;
    readonly expiry: {
      readonly day: string;
      readonly due: readonly {
        readonly category: string;
        readonly title: string;
        readonly due: number;
        readonly overdue: number;
      }[];
      readonly keys_due: number;
      readonly keys_destroyed: number;
    } | null;
  }[];
  readonly more: boolean;
  readonly runs: readonly {
    readonly day: string;
    readonly runs: number;
    readonly complete_runs: number;
    readonly last_run_at: string;
    readonly latest_seconds: number;
  }[];
  readonly notes: readonly string[];
};
