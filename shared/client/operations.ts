// Generated from the description of the API by `npm run generate`.
import type {
  ApiKeys,
  ChangedNoticeEndpoint,
  ChatMessages,
  ChatMessagesCreate,
  ChatMessagesExport,
  ChatMessagesPage,
  ChatMessagesRestrictedPage,
  CodeLookup,
  ConsentConfirmation,
  ConsentProof,
  ConsentSummary,
  ConsentWithdrawal,
  ConversationExternal,
  ConversationFacts,
  ConversationIdentified,
  ConversationPage,
  CouponCodes,
  CouponCodesExport,
  CouponCodesPage,
  CouponCodesRestrictedPage,
  CouponCodesSearch,
  CouponEmission,
  CouponFileTrial,
  CouponPool,
  CouponPoolClosing,
  CouponPoolCreate,
  CouponPoolPage,
  CouponPoolStatus,
  CouponRedemption,
  CustomerHistory,
  Customers,
  CustomersChanged,
  CustomersCorrection,
  CustomersCreate,
  CustomersExport,
  CustomersMerge,
  CustomersPage,
  CustomersRestrictedPage,
  CustomersSearch,
  DebugMode,
  Deleted,
  Deletion,
  DeletionConcept,
  DeletionLog,
  DeviceToken,
  Draw,
  DrawCreate,
  DrawFinish,
  DrawPage,
  EndingRestrictions,
  EndpointOutcome,
  EraseReport,
  Erasure,
  ErasureCreated,
  ErasurePage,
  ErasureRequest,
  ExperiencePage,
  ExportOptions,
  Foresight,
  FoundCodes,
  Health,
  Imported,
  KeyRetirement,
  KeySet,
  KeysAlive,
  LegacyKey,
  LegacyKeyEnded,
  LegacyKeyStored,
  LegacyReport,
  LoyaltyBalance,
  LoyaltyBalanceRequest,
  LoyaltyLedgerPage,
  LoyaltyLedgerRequest,
  LoyaltyRedemptions,
  LoyaltyRedemptionsChanged,
  LoyaltyRedemptionsCorrection,
  LoyaltyRedemptionsCreate,
  LoyaltyRedemptionsExport,
  LoyaltyRedemptionsPage,
  LoyaltyRedemptionsRestrictedPage,
  LoyaltyRedemptionsSearch,
  LoyaltyTransactions,
  LoyaltyTransactionsCreate,
  LoyaltyTransactionsExport,
  LoyaltyTransactionsPage,
  LoyaltyTransactionsRestrictedPage,
  LoyaltyTransactionsSearch,
  ManagerLog,
  ManagerLogExport,
  ManagerLogLinkPage,
  ManagerLogPage,
  ManagerLogSealPage,
  ManagerLogSearch,
  MarketingConsents,
  MarketingConsentsChanged,
  MarketingConsentsCreate,
  MarketingConsentsExport,
  MarketingConsentsPage,
  MarketingConsentsRestrictedPage,
  MarketingConsentsSearch,
  Me,
  Member,
  Members,
  MessengerSessions,
  MessengerSessionsChanged,
  MessengerSessionsCorrection,
  MessengerSessionsCreate,
  MessengerSessionsExport,
  MessengerSessionsPage,
  MessengerSessionsRestrictedPage,
  MessengerSessionsSearch,
  NewApiKey,
  NewDeviceToken,
  NewPersonRequest,
  NewSubjectToken,
  NewTransferEndpoint,
  NluAccuracy,
  NluIntents,
  NluMessages,
  NluMessagesChanged,
  NluMessagesCreate,
  NluMessagesExport,
  NluMessagesPage,
  NluMessagesRestrictedPage,
  NluQueueCount,
  NluReview,
  NluReviewed,
  NluReviews,
  NluSummary,
  Notice,
  NoticeEndpoints,
  NoticePage,
  NoticesReport,
  NoticeTest,
  OwnVariable,
  OwnVariablesDeleted,
  OwnVariableTouch,
  OwnVariableTouched,
  Particulars,
  PendingChanges,
  PersonRequest,
  PersonRequestPage,
  Profile,
  PublicProfile,
  PurgeReport,
  Raffle,
  RaffleCreate,
  RafflePage,
  RaffleParticipations,
  RaffleParticipationsChanged,
  RaffleParticipationsCorrection,
  RaffleParticipationsCreate,
  RaffleParticipationsExport,
  RaffleParticipationsPage,
  RaffleParticipationsRestrictedPage,
  RaffleParticipationsSearch,
  RaffleWinnerPage,
  ReceiptPage,
  Recheck,
  RecheckRequest,
  RecordOfProcessing,
  RecordOfProcessor,
  RekeyReport,
  RequestCompletion,
  RequestExtension,
  RequestRefusal,
  Restriction,
  RestrictionRequest,
  RetiredKey,
  RuntimeLog,
  RuntimeLogCreate,
  RuntimeLogExport,
  RuntimeLogPage,
  RuntimeLogRestrictedPage,
  RuntimeLogSearch,
  SealReport,
  SessionKeys,
  SessionLookup,
  SessionsDeleted,
  SessionsFound,
  StorageOverview,
  Subject,
  SubjectExportRequest,
  SubjectPreview,
  SubjectPreviewRequest,
  SubjectSet,
  SubjectToken,
  TenantErasure,
  TenantErasureSought,
  TenantErasures,
  Transfer,
  TransferEndpoint,
  TransferEndpoints,
  TransferOutcome,
  Variables,
  VariablesChanged,
  VariablesCorrection,
  VariablesCreate,
  VariablesExport,
  VariablesPage,
  VariablesRestrictedPage,
} from './schemas.ts';

/** Every route, with its request and its answer. */
export type Operations = {
  /** Store chat messages. */
  readonly 'POST /v1/chat-messages': {
    readonly asked: {
      readonly body: ChatMessagesCreate | readonly ChatMessagesCreate[];
      readonly idempotencyKey?: string;
    };
    readonly answer:
      | ChatMessages
      | {
          readonly items: readonly ChatMessages[];
        };
  };
  /** List chat messages. */
  readonly 'GET /v1/chat-messages': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly after?: string;
        readonly conversation_id?: string;
        readonly experience_id?: string;
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: ChatMessagesPage;
  };
  /** Export as CSV. */
  readonly 'GET /v1/chat-messages/export.csv': {
    readonly asked: {
      readonly query?: {
        readonly format?: 'spreadsheet' | 'raw';
        readonly separator?: 'comma' | 'semicolon';
        readonly conversation_id?: string;
        readonly experience_id?: string;
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** Export as an archive. */
  readonly 'POST /v1/chat-messages/export': {
    readonly asked: { readonly body: ChatMessagesExport };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** List restricted records. */
  readonly 'GET /v1/chat-messages/restricted': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly ending?: 'true' | 'false';
      };
    };
    readonly answer: ChatMessagesRestrictedPage;
  };
  /** Restrict a record (Art. 18 GDPR). */
  readonly 'PUT /v1/chat-messages/{id}/restriction': {
    readonly asked: { readonly id: string; readonly body: RestrictionRequest };
    readonly answer: Restriction;
  };
  /** Lift a restriction. */
  readonly 'DELETE /v1/chat-messages/{id}/restriction': {
    readonly asked: {
      readonly id: string;
      readonly query?: { readonly person_informed_on?: string };
    };
    readonly answer: undefined;
  };
  /** Read a record. */
  readonly 'GET /v1/chat-messages/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: ChatMessages;
  };
  /** Delete a record. */
  readonly 'DELETE /v1/chat-messages/{id}': {
    readonly asked: {
      readonly id: string;
      readonly ifMatch?: string;
      readonly ifNoneMatch?: string;
    };
    readonly answer: undefined;
  };
  /** Delete several records. */
  readonly 'POST /v1/chat-messages/delete': {
    readonly asked: { readonly body: Deletion; readonly idempotencyKey?: string };
    readonly answer: Deleted;
  };
  /** Store NLU messages. */
  readonly 'POST /v1/nlu-messages': {
    readonly asked: {
      readonly body: NluMessagesCreate | readonly NluMessagesCreate[];
      readonly idempotencyKey?: string;
    };
    readonly answer:
      | NluMessages
      | {
          readonly items: readonly NluMessages[];
        };
  };
  /** List NLU messages. */
  readonly 'GET /v1/nlu-messages': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly after?: string;
        readonly conversation_id?: string;
        readonly intent?: string;
        readonly confidence_min?: number;
        readonly confidence_max?: number;
        readonly experience_id?: string;
        readonly reviewed?: boolean;
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: NluMessagesPage;
  };
  /** Export as CSV. */
  readonly 'GET /v1/nlu-messages/export.csv': {
    readonly asked: {
      readonly query?: {
        readonly format?: 'spreadsheet' | 'raw';
        readonly separator?: 'comma' | 'semicolon';
        readonly conversation_id?: string;
        readonly intent?: string;
        readonly confidence_min?: number;
        readonly confidence_max?: number;
        readonly experience_id?: string;
        readonly reviewed?: boolean;
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** Export as an archive. */
  readonly 'POST /v1/nlu-messages/export': {
    readonly asked: { readonly body: NluMessagesExport };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** List restricted records. */
  readonly 'GET /v1/nlu-messages/restricted': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly ending?: 'true' | 'false';
      };
    };
    readonly answer: NluMessagesRestrictedPage;
  };
  /** Restrict a record (Art. 18 GDPR). */
  readonly 'PUT /v1/nlu-messages/{id}/restriction': {
    readonly asked: { readonly id: string; readonly body: RestrictionRequest };
    readonly answer: Restriction;
  };
  /** Lift a restriction. */
  readonly 'DELETE /v1/nlu-messages/{id}/restriction': {
    readonly asked: {
      readonly id: string;
      readonly query?: { readonly person_informed_on?: string };
    };
    readonly answer: undefined;
  };
  /** Read a record. */
  readonly 'GET /v1/nlu-messages/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: NluMessages;
  };
  /** Delete a record. */
  readonly 'DELETE /v1/nlu-messages/{id}': {
    readonly asked: {
      readonly id: string;
      readonly ifMatch?: string;
      readonly ifNoneMatch?: string;
    };
    readonly answer: undefined;
  };
  /** Delete several records. */
  readonly 'POST /v1/nlu-messages/delete': {
    readonly asked: { readonly body: Deletion; readonly idempotencyKey?: string };
    readonly answer: Deleted;
  };
  /** Store messenger sessions. */
  readonly 'POST /v1/messenger-sessions': {
    readonly asked: {
      readonly body: MessengerSessionsCreate | readonly MessengerSessionsCreate[];
      readonly idempotencyKey?: string;
    };
    readonly answer:
      | MessengerSessions
      | {
          readonly items: readonly MessengerSessions[];
        };
  };
  /** Store or replace by channel and external_id. */
  readonly 'PUT /v1/messenger-sessions': {
    readonly asked: {
      readonly body: MessengerSessionsCreate;
      readonly ifMatch?: string;
      readonly ifNoneMatch?: string;
    };
    readonly answer: MessengerSessions;
  };
  /** List messenger sessions. */
  readonly 'GET /v1/messenger-sessions': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly after?: string;
        readonly channel?: string;
        readonly conversation_id?: string;
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: MessengerSessionsPage;
  };
  /** Find by external_id. */
  readonly 'POST /v1/messenger-sessions/search': {
    readonly asked: { readonly body: MessengerSessionsSearch };
    readonly answer: MessengerSessionsPage;
  };
  /** Export as CSV. */
  readonly 'GET /v1/messenger-sessions/export.csv': {
    readonly asked: {
      readonly query?: {
        readonly format?: 'spreadsheet' | 'raw';
        readonly separator?: 'comma' | 'semicolon';
        readonly channel?: string;
        readonly conversation_id?: string;
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** Export as an archive. */
  readonly 'POST /v1/messenger-sessions/export': {
    readonly asked: { readonly body: MessengerSessionsExport };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** List restricted records. */
  readonly 'GET /v1/messenger-sessions/restricted': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly ending?: 'true' | 'false';
      };
    };
    readonly answer: MessengerSessionsRestrictedPage;
  };
  /** Restrict a record (Art. 18 GDPR). */
  readonly 'PUT /v1/messenger-sessions/{id}/restriction': {
    readonly asked: { readonly id: string; readonly body: RestrictionRequest };
    readonly answer: Restriction;
  };
  /** Lift a restriction. */
  readonly 'DELETE /v1/messenger-sessions/{id}/restriction': {
    readonly asked: {
      readonly id: string;
      readonly query?: { readonly person_informed_on?: string };
    };
    readonly answer: undefined;
  };
  /** Read a record. */
  readonly 'GET /v1/messenger-sessions/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: MessengerSessions;
  };
  /** Correct a record (Art. 16 GDPR). */
  readonly 'PATCH /v1/messenger-sessions/{id}': {
    readonly asked: {
      readonly id: string;
      readonly body: MessengerSessionsCorrection;
      readonly ifMatch?: string;
      readonly ifNoneMatch?: string;
    };
    readonly answer: MessengerSessionsChanged;
  };
  /** Delete a record. */
  readonly 'DELETE /v1/messenger-sessions/{id}': {
    readonly asked: {
      readonly id: string;
      readonly ifMatch?: string;
      readonly ifNoneMatch?: string;
    };
    readonly answer: undefined;
  };
  /** Delete several records. */
  readonly 'POST /v1/messenger-sessions/delete': {
    readonly asked: { readonly body: Deletion | SessionKeys; readonly idempotencyKey?: string };
    readonly answer: Deleted | SessionsDeleted;
  };
  /** Store runtime log. */
  readonly 'POST /v1/runtime-log': {
    readonly asked: {
      readonly body: RuntimeLogCreate | readonly RuntimeLogCreate[];
      readonly idempotencyKey?: string;
    };
    readonly answer:
      | RuntimeLog
      | {
          readonly items: readonly RuntimeLog[];
        };
  };
  /** List runtime log. */
  readonly 'GET /v1/runtime-log': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly after?: string;
        readonly level?: 'debug' | 'info' | 'warn' | 'error';
        readonly event?: string;
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: RuntimeLogPage;
  };
  /** Find by email. */
  readonly 'POST /v1/runtime-log/search': {
    readonly asked: { readonly body: RuntimeLogSearch };
    readonly answer: RuntimeLogPage;
  };
  /** Export as CSV. */
  readonly 'GET /v1/runtime-log/export.csv': {
    readonly asked: {
      readonly query?: {
        readonly format?: 'spreadsheet' | 'raw';
        readonly separator?: 'comma' | 'semicolon';
        readonly level?: 'debug' | 'info' | 'warn' | 'error';
        readonly event?: string;
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** Export as an archive. */
  readonly 'POST /v1/runtime-log/export': {
    readonly asked: { readonly body: RuntimeLogExport };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** List restricted records. */
  readonly 'GET /v1/runtime-log/restricted': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly ending?: 'true' | 'false';
      };
    };
    readonly answer: RuntimeLogRestrictedPage;
  };
  /** Restrict a record (Art. 18 GDPR). */
  readonly 'PUT /v1/runtime-log/{id}/restriction': {
    readonly asked: { readonly id: string; readonly body: RestrictionRequest };
    readonly answer: Restriction;
  };
  /** Lift a restriction. */
  readonly 'DELETE /v1/runtime-log/{id}/restriction': {
    readonly asked: {
      readonly id: string;
      readonly query?: { readonly person_informed_on?: string };
    };
    readonly answer: undefined;
  };
  /** Read a record. */
  readonly 'GET /v1/runtime-log/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: RuntimeLog;
  };
  /** Delete a record. */
  readonly 'DELETE /v1/runtime-log/{id}': {
    readonly asked: {
      readonly id: string;
      readonly ifMatch?: string;
      readonly ifNoneMatch?: string;
    };
    readonly answer: undefined;
  };
  /** Delete several records. */
  readonly 'POST /v1/runtime-log/delete': {
    readonly asked: { readonly body: Deletion; readonly idempotencyKey?: string };
    readonly answer: Deleted;
  };
  /** Store customers. */
  readonly 'POST /v1/customers': {
    readonly asked: {
      readonly body: CustomersCreate | readonly CustomersCreate[];
      readonly idempotencyKey?: string;
    };
    readonly answer:
      | Customers
      | {
          readonly items: readonly Customers[];
        };
  };
  /** Store or replace by email. */
  readonly 'PUT /v1/customers': {
    readonly asked: {
      readonly body: CustomersCreate;
      readonly ifMatch?: string;
      readonly ifNoneMatch?: string;
    };
    readonly answer: Customers;
  };
  /** List customers. */
  readonly 'GET /v1/customers': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly after?: string;
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: CustomersPage;
  };
  /** Set values of the customer with an email. */
  readonly 'PATCH /v1/customers': {
    readonly asked: {
      readonly body: CustomersMerge;
      readonly ifMatch?: string;
      readonly ifNoneMatch?: string;
    };
    readonly answer: CustomersChanged;
  };
  /** Find by email. */
  readonly 'POST /v1/customers/search': {
    readonly asked: { readonly body: CustomersSearch };
    readonly answer: CustomersPage;
  };
  /** Export as CSV. */
  readonly 'GET /v1/customers/export.csv': {
    readonly asked: {
      readonly query?: {
        readonly format?: 'spreadsheet' | 'raw';
        readonly separator?: 'comma' | 'semicolon';
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** Export as an archive. */
  readonly 'POST /v1/customers/export': {
    readonly asked: { readonly body: CustomersExport };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** List restricted records. */
  readonly 'GET /v1/customers/restricted': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly ending?: 'true' | 'false';
      };
    };
    readonly answer: CustomersRestrictedPage;
  };
  /** Restrict a record (Art. 18 GDPR). */
  readonly 'PUT /v1/customers/{id}/restriction': {
    readonly asked: { readonly id: string; readonly body: RestrictionRequest };
    readonly answer: Restriction;
  };
  /** Lift a restriction. */
  readonly 'DELETE /v1/customers/{id}/restriction': {
    readonly asked: {
      readonly id: string;
      readonly query?: { readonly person_informed_on?: string };
    };
    readonly answer: undefined;
  };
  /** Read a record. */
  readonly 'GET /v1/customers/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: Customers;
  };
  /** Correct a record (Art. 16 GDPR). */
  readonly 'PATCH /v1/customers/{id}': {
    readonly asked: {
      readonly id: string;
      readonly body: CustomersCorrection;
      readonly ifMatch?: string;
      readonly ifNoneMatch?: string;
    };
    readonly answer: CustomersChanged;
  };
  /** Delete a record. */
  readonly 'DELETE /v1/customers/{id}': {
    readonly asked: {
      readonly id: string;
      readonly ifMatch?: string;
      readonly ifNoneMatch?: string;
    };
    readonly answer: undefined;
  };
  /** Delete several records. */
  readonly 'POST /v1/customers/delete': {
    readonly asked: { readonly body: Deletion; readonly idempotencyKey?: string };
    readonly answer: Deleted;
  };
  /** Note an interaction. */
  readonly 'POST /v1/customers/{id}/touch': {
    readonly asked: { readonly id: string; readonly idempotencyKey?: string };
    readonly answer: CustomersChanged;
  };
  /** List manager log. */
  readonly 'GET /v1/manager-log': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly after?: string;
        readonly action?: string;
        readonly target?: string;
        readonly outcome?: string;
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: ManagerLogPage;
  };
  /** Export as CSV. */
  readonly 'GET /v1/manager-log/export.csv': {
    readonly asked: {
      readonly query?: {
        readonly format?: 'spreadsheet' | 'raw';
        readonly separator?: 'comma' | 'semicolon';
        readonly action?: string;
        readonly target?: string;
        readonly outcome?: string;
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** Export as an archive. */
  readonly 'POST /v1/manager-log/export': {
    readonly asked: { readonly body: ManagerLogExport };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** Read a record. */
  readonly 'GET /v1/manager-log/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: ManagerLog;
  };
  /** Store variables. */
  readonly 'POST /v1/variables': {
    readonly asked: {
      readonly body: VariablesCreate | readonly VariablesCreate[];
      readonly idempotencyKey?: string;
    };
    readonly answer:
      | Variables
      | {
          readonly items: readonly Variables[];
        };
  };
  /** Store or replace by experience_id and instance_id and name. */
  readonly 'PUT /v1/variables': {
    readonly asked: {
      readonly body: VariablesCreate;
      readonly ifMatch?: string;
      readonly ifNoneMatch?: string;
    };
    readonly answer: Variables;
  };
  /** List variables. */
  readonly 'GET /v1/variables': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly after?: string;
        readonly experience_id?: string;
        readonly instance_id?: string;
        readonly name?: string;
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: VariablesPage;
  };
  /** Export as CSV. */
  readonly 'GET /v1/variables/export.csv': {
    readonly asked: {
      readonly query?: {
        readonly format?: 'spreadsheet' | 'raw';
        readonly separator?: 'comma' | 'semicolon';
        readonly experience_id?: string;
        readonly instance_id?: string;
        readonly name?: string;
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** Export as an archive. */
  readonly 'POST /v1/variables/export': {
    readonly asked: { readonly body: VariablesExport };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** List restricted records. */
  readonly 'GET /v1/variables/restricted': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly ending?: 'true' | 'false';
      };
    };
    readonly answer: VariablesRestrictedPage;
  };
  /** Restrict a record (Art. 18 GDPR). */
  readonly 'PUT /v1/variables/{id}/restriction': {
    readonly asked: { readonly id: string; readonly body: RestrictionRequest };
    readonly answer: Restriction;
  };
  /** Lift a restriction. */
  readonly 'DELETE /v1/variables/{id}/restriction': {
    readonly asked: {
      readonly id: string;
      readonly query?: { readonly person_informed_on?: string };
    };
    readonly answer: undefined;
  };
  /** Read a record. */
  readonly 'GET /v1/variables/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: Variables;
  };
  /** Correct a record (Art. 16 GDPR). */
  readonly 'PATCH /v1/variables/{id}': {
    readonly asked: {
      readonly id: string;
      readonly body: VariablesCorrection;
      readonly ifMatch?: string;
      readonly ifNoneMatch?: string;
    };
    readonly answer: VariablesChanged;
  };
  /** Delete a record. */
  readonly 'DELETE /v1/variables/{id}': {
    readonly asked: {
      readonly id: string;
      readonly ifMatch?: string;
      readonly ifNoneMatch?: string;
    };
    readonly answer: undefined;
  };
  /** Delete several records. */
  readonly 'POST /v1/variables/delete': {
    readonly asked: { readonly body: Deletion; readonly idempotencyKey?: string };
    readonly answer: Deleted;
  };
  /** Store marketing consents. */
  readonly 'POST /v1/marketing-consents': {
    readonly asked: {
      readonly body: MarketingConsentsCreate | readonly MarketingConsentsCreate[];
      readonly idempotencyKey?: string;
    };
    readonly answer:
      | MarketingConsents
      | {
          readonly items: readonly MarketingConsents[];
        };
  };
  /** List marketing consents. */
  readonly 'GET /v1/marketing-consents': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly after?: string;
        readonly type?: 'newsletter' | 'reminder' | 'profiling' | 'web_push' | 'sms';
        readonly status?: 'pending' | 'confirmed' | 'withdrawn';
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: MarketingConsentsPage;
  };
  /** Find by email or phone or push_endpoint. */
  readonly 'POST /v1/marketing-consents/search': {
    readonly asked: { readonly body: MarketingConsentsSearch };
    readonly answer: MarketingConsentsPage;
  };
  /** Export as CSV. */
  readonly 'GET /v1/marketing-consents/export.csv': {
    readonly asked: {
      readonly query?: {
        readonly format?: 'spreadsheet' | 'raw';
        readonly separator?: 'comma' | 'semicolon';
        readonly type?: 'newsletter' | 'reminder' | 'profiling' | 'web_push' | 'sms';
        readonly status?: 'pending' | 'confirmed' | 'withdrawn';
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** Export as an archive. */
  readonly 'POST /v1/marketing-consents/export': {
    readonly asked: { readonly body: MarketingConsentsExport };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** List restricted records. */
  readonly 'GET /v1/marketing-consents/restricted': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly ending?: 'true' | 'false';
      };
    };
    readonly answer: MarketingConsentsRestrictedPage;
  };
  /** Restrict a record (Art. 18 GDPR). */
  readonly 'PUT /v1/marketing-consents/{id}/restriction': {
    readonly asked: { readonly id: string; readonly body: RestrictionRequest };
    readonly answer: Restriction;
  };
  /** Lift a restriction. */
  readonly 'DELETE /v1/marketing-consents/{id}/restriction': {
    readonly asked: {
      readonly id: string;
      readonly query?: { readonly person_informed_on?: string };
    };
    readonly answer: undefined;
  };
  /** Read a record. */
  readonly 'GET /v1/marketing-consents/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: MarketingConsents;
  };
  /** Delete a record. */
  readonly 'DELETE /v1/marketing-consents/{id}': {
    readonly asked: {
      readonly id: string;
      readonly ifMatch?: string;
      readonly ifNoneMatch?: string;
    };
    readonly answer: undefined;
  };
  /** Delete several records. */
  readonly 'POST /v1/marketing-consents/delete': {
    readonly asked: { readonly body: Deletion; readonly idempotencyKey?: string };
    readonly answer: Deleted;
  };
  /** List coupon codes redeemed. */
  readonly 'GET /v1/coupon-codes': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly after?: string;
        readonly pool_id?: string;
        readonly kind?: 'code' | 'coupon';
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: CouponCodesPage;
  };
  /** Find by code or email. */
  readonly 'POST /v1/coupon-codes/search': {
    readonly asked: { readonly body: CouponCodesSearch };
    readonly answer: CouponCodesPage;
  };
  /** Export as CSV. */
  readonly 'GET /v1/coupon-codes/export.csv': {
    readonly asked: {
      readonly query?: {
        readonly format?: 'spreadsheet' | 'raw';
        readonly separator?: 'comma' | 'semicolon';
        readonly pool_id?: string;
        readonly kind?: 'code' | 'coupon';
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** Export as an archive. */
  readonly 'POST /v1/coupon-codes/export': {
    readonly asked: { readonly body: CouponCodesExport };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** List restricted records. */
  readonly 'GET /v1/coupon-codes/restricted': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly ending?: 'true' | 'false';
      };
    };
    readonly answer: CouponCodesRestrictedPage;
  };
  /** Restrict a record (Art. 18 GDPR). */
  readonly 'PUT /v1/coupon-codes/{id}/restriction': {
    readonly asked: { readonly id: string; readonly body: RestrictionRequest };
    readonly answer: Restriction;
  };
  /** Lift a restriction. */
  readonly 'DELETE /v1/coupon-codes/{id}/restriction': {
    readonly asked: {
      readonly id: string;
      readonly query?: { readonly person_informed_on?: string };
    };
    readonly answer: undefined;
  };
  /** Read a record. */
  readonly 'GET /v1/coupon-codes/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: CouponCodes;
  };
  /** Delete a record. */
  readonly 'DELETE /v1/coupon-codes/{id}': {
    readonly asked: {
      readonly id: string;
      readonly ifMatch?: string;
      readonly ifNoneMatch?: string;
    };
    readonly answer: undefined;
  };
  /** Delete several records. */
  readonly 'POST /v1/coupon-codes/delete': {
    readonly asked: { readonly body: Deletion; readonly idempotencyKey?: string };
    readonly answer: Deleted;
  };
  /** Store loyalty transactions. */
  readonly 'POST /v1/loyalty-transactions': {
    readonly asked: {
      readonly body: LoyaltyTransactionsCreate | readonly LoyaltyTransactionsCreate[];
      readonly idempotencyKey?: string;
    };
    readonly answer:
      | LoyaltyTransactions
      | {
          readonly items: readonly LoyaltyTransactions[];
        };
  };
  /** List loyalty transactions. */
  readonly 'GET /v1/loyalty-transactions': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly after?: string;
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: LoyaltyTransactionsPage;
  };
  /** Find by email. */
  readonly 'POST /v1/loyalty-transactions/search': {
    readonly asked: { readonly body: LoyaltyTransactionsSearch };
    readonly answer: LoyaltyTransactionsPage;
  };
  /** Export as CSV. */
  readonly 'GET /v1/loyalty-transactions/export.csv': {
    readonly asked: {
      readonly query?: {
        readonly format?: 'spreadsheet' | 'raw';
        readonly separator?: 'comma' | 'semicolon';
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** Export as an archive. */
  readonly 'POST /v1/loyalty-transactions/export': {
    readonly asked: { readonly body: LoyaltyTransactionsExport };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** List restricted records. */
  readonly 'GET /v1/loyalty-transactions/restricted': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly ending?: 'true' | 'false';
      };
    };
    readonly answer: LoyaltyTransactionsRestrictedPage;
  };
  /** Restrict a record (Art. 18 GDPR). */
  readonly 'PUT /v1/loyalty-transactions/{id}/restriction': {
    readonly asked: { readonly id: string; readonly body: RestrictionRequest };
    readonly answer: Restriction;
  };
  /** Lift a restriction. */
  readonly 'DELETE /v1/loyalty-transactions/{id}/restriction': {
    readonly asked: {
      readonly id: string;
      readonly query?: { readonly person_informed_on?: string };
    };
    readonly answer: undefined;
  };
  /** Read a record. */
  readonly 'GET /v1/loyalty-transactions/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: LoyaltyTransactions;
  };
  /** Delete a record. */
  readonly 'DELETE /v1/loyalty-transactions/{id}': {
    readonly asked: {
      readonly id: string;
      readonly ifMatch?: string;
      readonly ifNoneMatch?: string;
    };
    readonly answer: undefined;
  };
  /** Delete several records. */
  readonly 'POST /v1/loyalty-transactions/delete': {
    readonly asked: { readonly body: Deletion; readonly idempotencyKey?: string };
    readonly answer: Deleted;
  };
  /** Store loyalty redemptions. */
  readonly 'POST /v1/loyalty-redemptions': {
    readonly asked: {
      readonly body: LoyaltyRedemptionsCreate | readonly LoyaltyRedemptionsCreate[];
      readonly idempotencyKey?: string;
    };
    readonly answer:
      | LoyaltyRedemptions
      | {
          readonly items: readonly LoyaltyRedemptions[];
        };
  };
  /** List loyalty redemptions. */
  readonly 'GET /v1/loyalty-redemptions': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly after?: string;
        readonly reward_id?: string;
        readonly shipping?: 'open' | 'packed' | 'sent';
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: LoyaltyRedemptionsPage;
  };
  /** Find by email or phone. */
  readonly 'POST /v1/loyalty-redemptions/search': {
    readonly asked: { readonly body: LoyaltyRedemptionsSearch };
    readonly answer: LoyaltyRedemptionsPage;
  };
  /** Export as CSV. */
  readonly 'GET /v1/loyalty-redemptions/export.csv': {
    readonly asked: {
      readonly query?: {
        readonly format?: 'spreadsheet' | 'raw';
        readonly separator?: 'comma' | 'semicolon';
        readonly reward_id?: string;
        readonly shipping?: 'open' | 'packed' | 'sent';
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** Export as an archive. */
  readonly 'POST /v1/loyalty-redemptions/export': {
    readonly asked: { readonly body: LoyaltyRedemptionsExport };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** List restricted records. */
  readonly 'GET /v1/loyalty-redemptions/restricted': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly ending?: 'true' | 'false';
      };
    };
    readonly answer: LoyaltyRedemptionsRestrictedPage;
  };
  /** Restrict a record (Art. 18 GDPR). */
  readonly 'PUT /v1/loyalty-redemptions/{id}/restriction': {
    readonly asked: { readonly id: string; readonly body: RestrictionRequest };
    readonly answer: Restriction;
  };
  /** Lift a restriction. */
  readonly 'DELETE /v1/loyalty-redemptions/{id}/restriction': {
    readonly asked: {
      readonly id: string;
      readonly query?: { readonly person_informed_on?: string };
    };
    readonly answer: undefined;
  };
  /** Read a record. */
  readonly 'GET /v1/loyalty-redemptions/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: LoyaltyRedemptions;
  };
  /** Correct a record (Art. 16 GDPR). */
  readonly 'PATCH /v1/loyalty-redemptions/{id}': {
    readonly asked: {
      readonly id: string;
      readonly body: LoyaltyRedemptionsCorrection;
      readonly ifMatch?: string;
      readonly ifNoneMatch?: string;
    };
    readonly answer: LoyaltyRedemptionsChanged;
  };
  /** Delete a record. */
  readonly 'DELETE /v1/loyalty-redemptions/{id}': {
    readonly asked: {
      readonly id: string;
      readonly ifMatch?: string;
      readonly ifNoneMatch?: string;
    };
    readonly answer: undefined;
  };
  /** Delete several records. */
  readonly 'POST /v1/loyalty-redemptions/delete': {
    readonly asked: { readonly body: Deletion; readonly idempotencyKey?: string };
    readonly answer: Deleted;
  };
  /** Store raffle participations. */
  readonly 'POST /v1/raffle-participations': {
    readonly asked: {
      readonly body: RaffleParticipationsCreate | readonly RaffleParticipationsCreate[];
      readonly idempotencyKey?: string;
    };
    readonly answer:
      | RaffleParticipations
      | {
          readonly items: readonly RaffleParticipations[];
        };
  };
  /** List raffle participations. */
  readonly 'GET /v1/raffle-participations': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly after?: string;
        readonly raffle_id?: string;
        readonly outcome?: 'won' | 'lost';
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: RaffleParticipationsPage;
  };
  /** Find by email or phone. */
  readonly 'POST /v1/raffle-participations/search': {
    readonly asked: { readonly body: RaffleParticipationsSearch };
    readonly answer: RaffleParticipationsPage;
  };
  /** Export as CSV. */
  readonly 'GET /v1/raffle-participations/export.csv': {
    readonly asked: {
      readonly query?: {
        readonly format?: 'spreadsheet' | 'raw';
        readonly separator?: 'comma' | 'semicolon';
        readonly raffle_id?: string;
        readonly outcome?: 'won' | 'lost';
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** Export as an archive. */
  readonly 'POST /v1/raffle-participations/export': {
    readonly asked: { readonly body: RaffleParticipationsExport };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** List restricted records. */
  readonly 'GET /v1/raffle-participations/restricted': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly ending?: 'true' | 'false';
      };
    };
    readonly answer: RaffleParticipationsRestrictedPage;
  };
  /** Restrict a record (Art. 18 GDPR). */
  readonly 'PUT /v1/raffle-participations/{id}/restriction': {
    readonly asked: { readonly id: string; readonly body: RestrictionRequest };
    readonly answer: Restriction;
  };
  /** Lift a restriction. */
  readonly 'DELETE /v1/raffle-participations/{id}/restriction': {
    readonly asked: {
      readonly id: string;
      readonly query?: { readonly person_informed_on?: string };
    };
    readonly answer: undefined;
  };
  /** Read a record. */
  readonly 'GET /v1/raffle-participations/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: RaffleParticipations;
  };
  /** Correct a record (Art. 16 GDPR). */
  readonly 'PATCH /v1/raffle-participations/{id}': {
    readonly asked: {
      readonly id: string;
      readonly body: RaffleParticipationsCorrection;
      readonly ifMatch?: string;
      readonly ifNoneMatch?: string;
    };
    readonly answer: RaffleParticipationsChanged;
  };
  /** Delete a record. */
  readonly 'DELETE /v1/raffle-participations/{id}': {
    readonly asked: {
      readonly id: string;
      readonly ifMatch?: string;
      readonly ifNoneMatch?: string;
    };
    readonly answer: undefined;
  };
  /** Delete several records. */
  readonly 'POST /v1/raffle-participations/delete': {
    readonly asked: { readonly body: Deletion; readonly idempotencyKey?: string };
    readonly answer: Deleted;
  };
  /** List conversations. */
  readonly 'GET /v1/conversations': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly after?: string;
        readonly experience_id?: string;
        readonly last_author?: 'customer' | 'bot' | 'agent';
        readonly last_after?: string;
        readonly last_before?: string;
        readonly order?: 'latest_first' | 'goes_first';
      };
    };
    readonly answer: ConversationPage;
  };
  /** Get Mayfly’s id for a conversation of another system. */
  readonly 'POST /v1/conversations/identify': {
    readonly asked: { readonly body: ConversationExternal };
    readonly answer: ConversationIdentified;
  };
  /** See what is known about a conversation. */
  readonly 'GET /v1/conversations/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: ConversationFacts;
  };
  /** Delete a conversation. */
  readonly 'DELETE /v1/conversations/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: undefined;
  };
  /** Read a conversation. */
  readonly 'GET /v1/conversations/{id}/messages': {
    readonly asked: {
      readonly id: string;
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly after?: string;
        readonly order?: 'oldest_first' | 'newest_first';
      };
    };
    readonly answer: ChatMessagesPage;
  };
  /** Link a conversation to a person. */
  readonly 'PUT /v1/conversations/{id}/subject': {
    readonly asked: { readonly id: string; readonly body: Subject };
    readonly answer: SubjectSet;
  };
  /** List pools with their stock. */
  readonly 'GET /v1/coupon-pools': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly after?: string;
      };
    };
    readonly answer: CouponPoolPage;
  };
  /** Create a pool. */
  readonly 'POST /v1/coupon-pools': {
    readonly asked: { readonly body: CouponPoolCreate; readonly idempotencyKey?: string };
    readonly answer: CouponPool;
  };
  /** Show the state of a pool. */
  readonly 'GET /v1/coupon-pools/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: CouponPoolStatus;
  };
  /** Load codes. */
  readonly 'POST /v1/coupon-pools/{id}/codes': {
    readonly asked: {
      readonly id: string;
      readonly query?: { readonly header?: boolean; readonly dry_run?: boolean };
      readonly body: string | Blob;
      readonly idempotencyKey?: string;
    };
    readonly answer: CouponFileTrial | CouponPool;
  };
  /** Close a pool for good. */
  readonly 'POST /v1/coupon-pools/{id}/close': {
    readonly asked: {
      readonly id: string;
      readonly body: CouponPoolClosing;
      readonly idempotencyKey?: string;
    };
    readonly answer: CouponPool;
  };
  /** Find the state of a code. */
  readonly 'POST /v1/coupon-codes/lookup': {
    readonly asked: { readonly body: CodeLookup };
    readonly answer: FoundCodes;
  };
  /** Give out a coupon. */
  readonly 'POST /v1/coupon-pools/{id}/emit': {
    readonly asked: {
      readonly id: string;
      readonly body: CouponEmission;
      readonly idempotencyKey?: string;
    };
    readonly answer: CouponCodes;
  };
  /** Redeem a code. */
  readonly 'POST /v1/coupon-pools/{id}/redeem': {
    readonly asked: {
      readonly id: string;
      readonly body: CouponRedemption;
      readonly idempotencyKey?: string;
    };
    readonly answer: CouponCodes;
  };
  /** List raffles. */
  readonly 'GET /v1/raffles': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly after?: string;
      };
    };
    readonly answer: RafflePage;
  };
  /** Create a raffle. */
  readonly 'POST /v1/raffles': {
    readonly asked: { readonly body: RaffleCreate; readonly idempotencyKey?: string };
    readonly answer: Raffle;
  };
  /** List draws with their winners. */
  readonly 'GET /v1/raffles/{id}/draws': {
    readonly asked: {
      readonly id: string;
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly after?: string;
      };
    };
    readonly answer: DrawPage;
  };
  /** Draw winners. */
  readonly 'POST /v1/raffles/{id}/draws': {
    readonly asked: {
      readonly id: string;
      readonly body: DrawCreate;
      readonly idempotencyKey?: string;
    };
    readonly answer: Draw;
  };
  /** Draw the winners of an announced draw. */
  readonly 'PUT /v1/raffle-draws/{id}/result': {
    readonly asked: { readonly id: string; readonly body: DrawFinish };
    readonly answer: Draw;
  };
  /** Export a draw for a check. */
  readonly 'GET /v1/raffle-draws/{id}/check': {
    readonly asked: { readonly id: string };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** List winners. */
  readonly 'GET /v1/raffles/{id}/winners': {
    readonly asked: {
      readonly id: string;
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly after?: string;
      };
    };
    readonly answer: RaffleWinnerPage;
  };
  /** Export winners as CSV. */
  readonly 'GET /v1/raffles/{id}/winners.csv': {
    readonly asked: {
      readonly id: string;
      readonly query?: {
        readonly format?: 'spreadsheet' | 'raw';
        readonly separator?: 'comma' | 'semicolon';
      };
    };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** Export participants as CSV. */
  readonly 'GET /v1/raffles/{id}/participants.csv': {
    readonly asked: {
      readonly id: string;
      readonly query?: {
        readonly format?: 'spreadsheet' | 'raw';
        readonly separator?: 'comma' | 'semicolon';
      };
    };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** Read a balance. */
  readonly 'POST /v1/loyalty/balance': {
    readonly asked: { readonly body: LoyaltyBalanceRequest };
    readonly answer: LoyaltyBalance;
  };
  /** Read a person’s ledger. */
  readonly 'POST /v1/loyalty/ledger': {
    readonly asked: { readonly body: LoyaltyLedgerRequest };
    readonly answer: LoyaltyLedgerPage;
  };
  /** Store a file as a variable. */
  readonly 'POST /v1/variables/file': {
    readonly asked: { readonly body: FormData; readonly idempotencyKey?: string };
    readonly answer: Variables;
  };
  /** Download a file. */
  readonly 'GET /v1/variables/{id}/file': {
    readonly asked: { readonly id: string };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** List experiences. */
  readonly 'GET /v1/experiences': {
    readonly asked: { readonly query?: { readonly limit?: number; readonly cursor?: string } };
    readonly answer: ExperiencePage;
  };
  /** Export an experience as CSV. */
  readonly 'GET /v1/experiences/{id}/variables.csv': {
    readonly asked: {
      readonly id: string;
      readonly query?: {
        readonly format?: 'spreadsheet' | 'raw';
        readonly separator?: 'comma' | 'semicolon';
      };
    };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** Export an experience as an archive. */
  readonly 'POST /v1/experiences/{id}/export': {
    readonly asked: { readonly id: string; readonly body: ExportOptions };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** See how well intents are recognised. */
  readonly 'GET /v1/nlu-messages/summary': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly experience_id?: string;
      };
    };
    readonly answer: NluSummary;
  };
  /** List the intents. */
  readonly 'GET /v1/nlu-messages/intents': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly experience_id?: string;
      };
    };
    readonly answer: NluIntents;
  };
  /** See how accuracy changes over time. */
  readonly 'GET /v1/nlu-messages/accuracy': {
    readonly asked: { readonly query?: { readonly limit?: number; readonly cursor?: string } };
    readonly answer: NluAccuracy;
  };
  /** List messages to review. */
  readonly 'GET /v1/nlu-messages/queue': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly intent?: string;
        readonly confidence_min?: number;
        readonly confidence_max?: number;
        readonly experience_id?: string;
        readonly expires_before?: string;
      };
    };
    readonly answer: NluMessagesPage;
  };
  /** Count messages to review. */
  readonly 'GET /v1/nlu-messages/queue/count': {
    readonly asked: {
      readonly query?: { readonly experience_id?: string; readonly expires_before?: string };
    };
    readonly answer: NluQueueCount;
  };
  /** Say whether the intent is correct. */
  readonly 'PUT /v1/nlu-messages/{id}/review': {
    readonly asked: {
      readonly id: string;
      readonly body: NluReview;
      readonly ifMatch?: string;
      readonly ifNoneMatch?: string;
    };
    readonly answer: NluMessagesChanged;
  };
  /** Remove a review. */
  readonly 'DELETE /v1/nlu-messages/{id}/review': {
    readonly asked: {
      readonly id: string;
      readonly ifMatch?: string;
      readonly ifNoneMatch?: string;
    };
    readonly answer: undefined;
  };
  /** Give several messages the same review. */
  readonly 'PUT /v1/nlu-messages/reviews': {
    readonly asked: { readonly body: NluReviews };
    readonly answer: NluReviewed;
  };
  /** Find the session of a customer on a channel. */
  readonly 'POST /v1/messenger-sessions/lookup': {
    readonly asked: { readonly body: SessionLookup | SessionKeys };
    readonly answer: MessengerSessions | SessionsFound;
  };
  /** List earlier values. */
  readonly 'GET /v1/customers/{id}/history': {
    readonly asked: { readonly id: string };
    readonly answer: CustomerHistory;
  };
  /** Delete earlier values. */
  readonly 'DELETE /v1/customers/{id}/history': {
    readonly asked: { readonly id: string };
    readonly answer: undefined;
  };
  /** Find entries of an actor. */
  readonly 'POST /v1/manager-log/search': {
    readonly asked: { readonly body: ManagerLogSearch };
    readonly answer: ManagerLogPage;
  };
  /** List the seals of the log. */
  readonly 'GET /v1/manager-log/seals': {
    readonly asked: { readonly query?: { readonly limit?: number; readonly cursor?: string } };
    readonly answer: ManagerLogSealPage;
  };
  /** List the hashes of entries, with the hashed texts. */
  readonly 'GET /v1/manager-log/links': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly created_after?: string;
        readonly created_before?: string;
      };
    };
    readonly answer: ManagerLogLinkPage;
  };
  /** Count consents by status, and consents that end soon. */
  readonly 'GET /v1/marketing-consents/summary': {
    readonly asked: {};
    readonly answer: ConsentSummary;
  };
  /** List consents that end soon. */
  readonly 'GET /v1/marketing-consents/ending': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly never_exported?: 'true' | 'false';
      };
    };
    readonly answer: MarketingConsentsPage;
  };
  /** Confirm a pending consent. */
  readonly 'POST /v1/marketing-consents/{id}/confirm': {
    readonly asked: {
      readonly id: string;
      readonly body?: ConsentConfirmation;
      readonly idempotencyKey?: string;
    };
    readonly answer: MarketingConsentsChanged;
  };
  /** Withdraw a consent. */
  readonly 'POST /v1/marketing-consents/{id}/withdraw': {
    readonly asked: {
      readonly id: string;
      readonly body?: ConsentWithdrawal;
      readonly idempotencyKey?: string;
    };
    readonly answer: MarketingConsentsChanged;
  };
  /** Prove a consent (Art. 7(1) GDPR). */
  readonly 'GET /v1/marketing-consents/{id}/proof': {
    readonly asked: { readonly id: string };
    readonly answer: ConsentProof;
  };
  /** Preview the data of a person. */
  readonly 'POST /v1/subjects/preview': {
    readonly asked: { readonly body: SubjectPreviewRequest };
    readonly answer: SubjectPreview;
  };
  /** Export the data of a person. */
  readonly 'POST /v1/subjects/export': {
    readonly asked: { readonly body: SubjectExportRequest };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** Erase a person, a conversation, a category, or the tenant. */
  readonly 'POST /v1/erasures': {
    readonly asked: { readonly body: ErasureRequest; readonly idempotencyKey?: string };
    readonly answer: ErasureCreated;
  };
  /** List erasures. */
  readonly 'GET /v1/erasures': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly after?: string;
      };
    };
    readonly answer: ErasurePage;
  };
  /** Read an erasure. */
  readonly 'GET /v1/erasures/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: Erasure;
  };
  /** List the erasures of a whole tenant. */
  readonly 'GET /v1/tenants/{id}/erasures': {
    readonly asked: { readonly id: string };
    readonly answer: TenantErasures;
  };
  /** Read the erasure of a whole tenant by its id. */
  readonly 'POST /v1/erasures/of-tenant': {
    readonly asked: { readonly body: TenantErasureSought };
    readonly answer: TenantErasure;
  };
  /** Read the receipt of an erasure. */
  readonly 'GET /v1/erasures/{id}/receipt': {
    readonly asked: { readonly id: string };
    readonly answer: ReadableStream<Uint8Array>;
  };
  /** Repeat the search of an erasure. */
  readonly 'POST /v1/erasures/{id}/recheck': {
    readonly asked: {
      readonly id: string;
      readonly body: RecheckRequest;
      readonly idempotencyKey?: string;
    };
    readonly answer: Recheck;
  };
  /** List receipts. */
  readonly 'GET /v1/receipts': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly after?: string;
      };
    };
    readonly answer: ReceiptPage;
  };
  /** Read the keys that verify receipts. */
  readonly 'GET /.well-known/mayfly-keys.json': { readonly asked: {}; readonly answer: KeySet };
  /** Note a request of a person. */
  readonly 'POST /v1/requests': {
    readonly asked: { readonly body: NewPersonRequest; readonly idempotencyKey?: string };
    readonly answer: PersonRequest;
  };
  /** List requests of persons. */
  readonly 'GET /v1/requests': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly state?: 'open' | 'due_soon' | 'overdue' | 'waiting' | 'completed' | 'refused';
        readonly kind?:
          | 'withdrawal'
          | 'access'
          | 'rectification'
          | 'erasure'
          | 'restriction'
          | 'portability'
          | 'objection';
        readonly due_before?: string;
      };
    };
    readonly answer: PersonRequestPage;
  };
  /** Count restricted records that expire soon. */
  readonly 'GET /v1/requests/ending-restrictions': {
    readonly asked: {};
    readonly answer: EndingRestrictions;
  };
  /** Read a request of a person. */
  readonly 'GET /v1/requests/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: PersonRequest;
  };
  /** Extend the time of a request. */
  readonly 'POST /v1/requests/{id}/extend': {
    readonly asked: {
      readonly id: string;
      readonly body: RequestExtension;
      readonly idempotencyKey?: string;
      readonly ifMatch?: string;
    };
    readonly answer: PersonRequest;
  };
  /** Ask for proof of identity, or note its result. */
  readonly 'POST /v1/requests/{id}/identity': {
    readonly asked: {
      readonly id: string;
      readonly body:
        | {
            readonly doubt: 'unknown_address' | 'several_persons' | 'on_behalf' | 'signs_of_abuse';
            readonly method:
              | 'sign_in'
              | 'code_to_known_address'
              | 'reply_from_known_address'
              | 'call_to_known_phone'
              | 'known_details'
              | 'electronic_id';
          }
        | {
            readonly confirmed: boolean;
          };
      readonly idempotencyKey?: string;
      readonly ifMatch?: string;
    };
    readonly answer: PersonRequest;
  };
  /** Refuse a request. */
  readonly 'POST /v1/requests/{id}/refuse': {
    readonly asked: {
      readonly id: string;
      readonly body: RequestRefusal;
      readonly idempotencyKey?: string;
      readonly ifMatch?: string;
    };
    readonly answer: PersonRequest;
  };
  /** Complete a request. */
  readonly 'POST /v1/requests/{id}/complete': {
    readonly asked: {
      readonly id: string;
      readonly body: RequestCompletion;
      readonly idempotencyKey?: string;
      readonly ifMatch?: string;
    };
    readonly answer: PersonRequest;
  };
  /** Give a person a token for their own data. */
  readonly 'POST /v1/subject-tokens': {
    readonly asked: { readonly body: NewSubjectToken; readonly idempotencyKey?: string };
    readonly answer: SubjectToken;
  };
  /** Revoke a person’s token. */
  readonly 'DELETE /v1/subject-tokens/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: undefined;
  };
  /** Create a tenant. */
  readonly 'POST /v1/tenants': {
    readonly asked: {
      readonly body: {
        readonly id: string;
        readonly owner: string;
        readonly issuer?: string;
        readonly modules?: readonly (
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
      };
      readonly idempotencyKey?: string;
    };
    readonly answer: Profile;
  };
  /** See your identity and your tenants. */
  readonly 'GET /v1/me': { readonly asked: {}; readonly answer: Me };
  /** Read the usage profile. */
  readonly 'GET /v1/tenant': { readonly asked: {}; readonly answer: Profile };
  /** Change the usage profile. */
  readonly 'PUT /v1/tenant': {
    readonly asked: {
      readonly body: {
        readonly modules?: readonly (
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
        readonly origins?: readonly string[];
        readonly default_region?:
          | 'AC'
          | 'AD'
          | 'AE'
          | 'AF'
          | 'AG'
          | 'AI'
          | 'AL'
          | 'AM'
          | 'AO'
          | 'AR'
          | 'AS'
          | 'AT'
          | 'AU'
          | 'AW'
          | 'AX'
          | 'AZ'
          | 'BA'
          | 'BB'
          | 'BD'
          | 'BE'
          | 'BF'
          | 'BG'
          | 'BH'
          | 'BI'
          | 'BJ'
          | 'BL'
          | 'BM'
          | 'BN'
          | 'BO'
          | 'BQ'
          | 'BR'
          | 'BS'
          | 'BT'
          | 'BW'
          | 'BY'
          | 'BZ'
          | 'CA'
          | 'CC'
          | 'CD'
          | 'CF'
          | 'CG'
          | 'CH'
          | 'CI'
          | 'CK'
          | 'CL'
          | 'CM'
          | 'CN'
          | 'CO'
          | 'CR'
          | 'CU'
          | 'CV'
          | 'CW'
          | 'CX'
          | 'CY'
          | 'CZ'
          | 'DE'
          | 'DJ'
          | 'DK'
          | 'DM'
          | 'DO'
          | 'DZ'
          | 'EC'
          | 'EE'
          | 'EG'
          | 'EH'
          | 'ER'
          | 'ES'
          | 'ET'
          | 'FI'
          | 'FJ'
          | 'FK'
          | 'FM'
          | 'FO'
          | 'FR'
          | 'GA'
          | 'GB'
          | 'GD'
          | 'GE'
          | 'GF'
          | 'GG'
          | 'GH'
          | 'GI'
          | 'GL'
          | 'GM'
          | 'GN'
          | 'GP'
          | 'GQ'
          | 'GR'
          | 'GT'
          | 'GU'
          | 'GW'
          | 'GY'
          | 'HK'
          | 'HN'
          | 'HR'
          | 'HT'
          | 'HU'
          | 'ID'
          | 'IE'
          | 'IL'
          | 'IM'
          | 'IN'
          | 'IO'
          | 'IQ'
          | 'IR'
          | 'IS'
          | 'IT'
          | 'JE'
          | 'JM'
          | 'JO'
          | 'JP'
          | 'KE'
          | 'KG'
          | 'KH'
          | 'KI'
          | 'KM'
          | 'KN'
          | 'KP'
          | 'KR'
          | 'KW'
          | 'KY'
          | 'KZ'
          | 'LA'
          | 'LB'
          | 'LC'
          | 'LI'
          | 'LK'
          | 'LR'
          | 'LS'
          | 'LT'
          | 'LU'
          | 'LV'
          | 'LY'
          | 'MA'
          | 'MC'
          | 'MD'
          | 'ME'
          | 'MF'
          | 'MG'
          | 'MH'
          | 'MK'
          | 'ML'
          | 'MM'
          | 'MN'
          | 'MO'
          | 'MP'
          | 'MQ'
          | 'MR'
          | 'MS'
          | 'MT'
          | 'MU'
          | 'MV'
          | 'MW'
          | 'MX'
          | 'MY'
          | 'MZ'
          | 'NA'
          | 'NC'
          | 'NE'
          | 'NF'
          | 'NG'
          | 'NI'
          | 'NL'
          | 'NO'
          | 'NP'
          | 'NR'
          | 'NU'
          | 'NZ'
          | 'OM'
          | 'PA'
          | 'PE'
          | 'PF'
          | 'PG'
          | 'PH'
          | 'PK'
          | 'PL'
          | 'PM'
          | 'PR'
          | 'PS'
          | 'PT'
          | 'PW'
          | 'PY'
          | 'QA'
          | 'RE'
          | 'RO'
          | 'RS'
          | 'RU'
          | 'RW'
          | 'SA'
          | 'SB'
          | 'SC'
          | 'SD'
          | 'SE'
          | 'SG'
          | 'SH'
          | 'SI'
          | 'SJ'
          | 'SK'
          | 'SL'
          | 'SM'
          | 'SN'
          | 'SO'
          | 'SR'
          | 'SS'
          | 'ST'
          | 'SV'
          | 'SX'
          | 'SY'
          | 'SZ'
          | 'TA'
          | 'TC'
          | 'TD'
          | 'TG'
          | 'TH'
          | 'TJ'
          | 'TK'
          | 'TL'
          | 'TM'
          | 'TN'
          | 'TO'
          | 'TR'
          | 'TT'
          | 'TV'
          | 'TW'
          | 'TZ'
          | 'UA'
          | 'UG'
          | 'US'
          | 'UY'
          | 'UZ'
          | 'VA'
          | 'VC'
          | 'VE'
          | 'VG'
          | 'VI'
          | 'VN'
          | 'VU'
          | 'WF'
          | 'WS'
          | 'XK'
          | 'YE'
          | 'YT'
          | 'ZA'
          | 'ZM'
          | 'ZW';
        readonly time_zone?: string;
        readonly cooling_off_hours?: number;
        readonly categories?: {
          readonly chat_messages?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
          readonly nlu_messages?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
          readonly messenger_sessions?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
          readonly runtime_log?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
          readonly customers?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
          readonly manager_log?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
          readonly variables?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
          readonly marketing_consents?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
          readonly coupon_codes?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
          readonly loyalty_transactions?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
          readonly loyalty_redemptions?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
          readonly raffle_participations?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
        };
      };
      readonly ifMatch?: string;
    };
    readonly answer: Profile;
  };
  /** See the effect of a change of the profile. */
  readonly 'POST /v1/tenant/what-if': {
    readonly asked: {
      readonly body: {
        readonly modules?: readonly (
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
        readonly origins?: readonly string[];
        readonly default_region?:
          | 'AC'
          | 'AD'
          | 'AE'
          | 'AF'
          | 'AG'
          | 'AI'
          | 'AL'
          | 'AM'
          | 'AO'
          | 'AR'
          | 'AS'
          | 'AT'
          | 'AU'
          | 'AW'
          | 'AX'
          | 'AZ'
          | 'BA'
          | 'BB'
          | 'BD'
          | 'BE'
          | 'BF'
          | 'BG'
          | 'BH'
          | 'BI'
          | 'BJ'
          | 'BL'
          | 'BM'
          | 'BN'
          | 'BO'
          | 'BQ'
          | 'BR'
          | 'BS'
          | 'BT'
          | 'BW'
          | 'BY'
          | 'BZ'
          | 'CA'
          | 'CC'
          | 'CD'
          | 'CF'
          | 'CG'
          | 'CH'
          | 'CI'
          | 'CK'
          | 'CL'
          | 'CM'
          | 'CN'
          | 'CO'
          | 'CR'
          | 'CU'
          | 'CV'
          | 'CW'
          | 'CX'
          | 'CY'
          | 'CZ'
          | 'DE'
          | 'DJ'
          | 'DK'
          | 'DM'
          | 'DO'
          | 'DZ'
          | 'EC'
          | 'EE'
          | 'EG'
          | 'EH'
          | 'ER'
          | 'ES'
          | 'ET'
          | 'FI'
          | 'FJ'
          | 'FK'
          | 'FM'
          | 'FO'
          | 'FR'
          | 'GA'
          | 'GB'
          | 'GD'
          | 'GE'
          | 'GF'
          | 'GG'
          | 'GH'
          | 'GI'
          | 'GL'
          | 'GM'
          | 'GN'
          | 'GP'
          | 'GQ'
          | 'GR'
          | 'GT'
          | 'GU'
          | 'GW'
          | 'GY'
          | 'HK'
          | 'HN'
          | 'HR'
          | 'HT'
          | 'HU'
          | 'ID'
          | 'IE'
          | 'IL'
          | 'IM'
          | 'IN'
          | 'IO'
          | 'IQ'
          | 'IR'
          | 'IS'
          | 'IT'
          | 'JE'
          | 'JM'
          | 'JO'
          | 'JP'
          | 'KE'
          | 'KG'
          | 'KH'
          | 'KI'
          | 'KM'
          | 'KN'
          | 'KP'
          | 'KR'
          | 'KW'
          | 'KY'
          | 'KZ'
          | 'LA'
          | 'LB'
          | 'LC'
          | 'LI'
          | 'LK'
          | 'LR'
          | 'LS'
          | 'LT'
          | 'LU'
          | 'LV'
          | 'LY'
          | 'MA'
          | 'MC'
          | 'MD'
          | 'ME'
          | 'MF'
          | 'MG'
          | 'MH'
          | 'MK'
          | 'ML'
          | 'MM'
          | 'MN'
          | 'MO'
          | 'MP'
          | 'MQ'
          | 'MR'
          | 'MS'
          | 'MT'
          | 'MU'
          | 'MV'
          | 'MW'
          | 'MX'
          | 'MY'
          | 'MZ'
          | 'NA'
          | 'NC'
          | 'NE'
          | 'NF'
          | 'NG'
          | 'NI'
          | 'NL'
          | 'NO'
          | 'NP'
          | 'NR'
          | 'NU'
          | 'NZ'
          | 'OM'
          | 'PA'
          | 'PE'
          | 'PF'
          | 'PG'
          | 'PH'
          | 'PK'
          | 'PL'
          | 'PM'
          | 'PR'
          | 'PS'
          | 'PT'
          | 'PW'
          | 'PY'
          | 'QA'
          | 'RE'
          | 'RO'
          | 'RS'
          | 'RU'
          | 'RW'
          | 'SA'
          | 'SB'
          | 'SC'
          | 'SD'
          | 'SE'
          | 'SG'
          | 'SH'
          | 'SI'
          | 'SJ'
          | 'SK'
          | 'SL'
          | 'SM'
          | 'SN'
          | 'SO'
          | 'SR'
          | 'SS'
          | 'ST'
          | 'SV'
          | 'SX'
          | 'SY'
          | 'SZ'
          | 'TA'
          | 'TC'
          | 'TD'
          | 'TG'
          | 'TH'
          | 'TJ'
          | 'TK'
          | 'TL'
          | 'TM'
          | 'TN'
          | 'TO'
          | 'TR'
          | 'TT'
          | 'TV'
          | 'TW'
          | 'TZ'
          | 'UA'
          | 'UG'
          | 'US'
          | 'UY'
          | 'UZ'
          | 'VA'
          | 'VC'
          | 'VE'
          | 'VG'
          | 'VI'
          | 'VN'
          | 'VU'
          | 'WF'
          | 'WS'
          | 'XK'
          | 'YE'
          | 'YT'
          | 'ZA'
          | 'ZM'
          | 'ZW';
        readonly time_zone?: string;
        readonly cooling_off_hours?: number;
        readonly categories?: {
          readonly chat_messages?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
          readonly nlu_messages?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
          readonly messenger_sessions?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
          readonly runtime_log?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
          readonly customers?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
          readonly manager_log?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
          readonly variables?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
          readonly marketing_consents?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
          readonly coupon_codes?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
          readonly loyalty_transactions?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
          readonly loyalty_redemptions?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
          readonly raffle_participations?: {
            readonly destination?: 'server' | 'device' | 'off';
            readonly retention_days?: number | null;
            readonly existing?: 'expire' | 'delete';
          };
        };
      };
    };
    readonly answer: Foresight;
  };
  /** List waiting changes. */
  readonly 'GET /v1/tenant/pending': { readonly asked: {}; readonly answer: PendingChanges };
  /** Cancel a waiting change. */
  readonly 'DELETE /v1/tenant/pending/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: undefined;
  };
  /** Switch the debug mode on or off. */
  readonly 'PUT /v1/tenant/debug-mode': {
    readonly asked: {
      readonly body: {
        readonly on: boolean;
      };
    };
    readonly answer: DebugMode;
  };
  /** Read the particulars of the tenant. */
  readonly 'GET /v1/tenant/particulars': { readonly asked: {}; readonly answer: Particulars };
  /** Change the particulars of the tenant. */
  readonly 'PUT /v1/tenant/particulars': {
    readonly asked: {
      readonly body: {
        readonly controller?: {
          readonly name: string;
          readonly postal_address: string;
          readonly email?: string;
          readonly phone?: string;
          readonly website?: string;
        } | null;
        readonly representative?: {
          readonly name: string;
          readonly postal_address: string;
          readonly email?: string;
          readonly phone?: string;
          readonly website?: string;
        } | null;
        readonly dpo?: {
          readonly name?: string;
          readonly postal_address?: string;
          readonly email?: string;
          readonly phone?: string;
          readonly website?: string;
        } | null;
        readonly authority?: {
          readonly name: string;
          readonly postal_address: string;
          readonly email?: string;
          readonly phone?: string;
          readonly website?: string;
        } | null;
        readonly recipients?: readonly {
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
        readonly transfers?: readonly {
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
        readonly legal_bases?: {
          readonly chat_messages?:
            | 'consent'
            | 'contract'
            | 'legal_obligation'
            | 'vital_interests'
            | 'public_task'
            | 'legitimate_interests'
            | null;
          readonly nlu_messages?:
            | 'consent'
            | 'contract'
            | 'legal_obligation'
            | 'vital_interests'
            | 'public_task'
            | 'legitimate_interests'
            | null;
          readonly messenger_sessions?:
            | 'consent'
            | 'contract'
            | 'legal_obligation'
            | 'vital_interests'
            | 'public_task'
            | 'legitimate_interests'
            | null;
          readonly runtime_log?:
            | 'consent'
            | 'contract'
            | 'legal_obligation'
            | 'vital_interests'
            | 'public_task'
            | 'legitimate_interests'
            | null;
          readonly customers?:
            | 'consent'
            | 'contract'
            | 'legal_obligation'
            | 'vital_interests'
            | 'public_task'
            | 'legitimate_interests'
            | null;
          readonly manager_log?:
            | 'consent'
            | 'contract'
            | 'legal_obligation'
            | 'vital_interests'
            | 'public_task'
            | 'legitimate_interests'
            | null;
          readonly variables?:
            | 'consent'
            | 'contract'
            | 'legal_obligation'
            | 'vital_interests'
            | 'public_task'
            | 'legitimate_interests'
            | null;
          readonly marketing_consents?:
            | 'consent'
            | 'contract'
            | 'legal_obligation'
            | 'vital_interests'
            | 'public_task'
            | 'legitimate_interests'
            | null;
          readonly coupon_codes?:
            | 'consent'
            | 'contract'
            | 'legal_obligation'
            | 'vital_interests'
            | 'public_task'
            | 'legitimate_interests'
            | null;
          readonly loyalty_transactions?:
            | 'consent'
            | 'contract'
            | 'legal_obligation'
            | 'vital_interests'
            | 'public_task'
            | 'legitimate_interests'
            | null;
          readonly loyalty_redemptions?:
            | 'consent'
            | 'contract'
            | 'legal_obligation'
            | 'vital_interests'
            | 'public_task'
            | 'legitimate_interests'
            | null;
          readonly raffle_participations?:
            | 'consent'
            | 'contract'
            | 'legal_obligation'
            | 'vital_interests'
            | 'public_task'
            | 'legitimate_interests'
            | null;
        };
      };
      readonly ifMatch?: string;
    };
    readonly answer: Particulars;
  };
  /** List the endpoints of recipients. */
  readonly 'GET /v1/tenant/notice-endpoints': {
    readonly asked: {};
    readonly answer: NoticeEndpoints;
  };
  /** Add or change an endpoint of a recipient. */
  readonly 'PUT /v1/tenant/notice-endpoints/{id}': {
    readonly asked: {
      readonly id: string;
      readonly body: {
        readonly recipient: string;
        readonly url: string;
        readonly events: readonly (
          | 'erasure'
          | 'correction'
          | 'restriction'
          | 'restriction_lifted'
          | 'consent_withdrawn'
        )[];
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
      };
    };
    readonly answer: ChangedNoticeEndpoint;
  };
  /** Remove an endpoint. */
  readonly 'DELETE /v1/tenant/notice-endpoints/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: undefined;
  };
  /** Give an endpoint new secrets. */
  readonly 'PUT /v1/tenant/notice-endpoints/{id}/secrets': {
    readonly asked: {
      readonly id: string;
      readonly body: {
        readonly overlap_hours: number;
      };
    };
    readonly answer: ChangedNoticeEndpoint;
  };
  /** Test an endpoint. */
  readonly 'POST /v1/notice-endpoints/{id}/test': {
    readonly asked: { readonly id: string };
    readonly answer: NoticeTest;
  };
  /** List the notices to recipients. */
  readonly 'GET /v1/notices': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly state?: 'waiting' | 'taken' | 'given_up';
      };
    };
    readonly answer: NoticePage;
  };
  /** Send a notice again now. */
  readonly 'PUT /v1/notices/{id}/retry': {
    readonly asked: { readonly id: string };
    readonly answer: Notice;
  };
  /** Send notices to recipients. */
  readonly 'POST /tasks/notices': { readonly asked: {}; readonly answer: NoticesReport };
  /** Read the record of processing activities. */
  readonly 'GET /v1/tenant/record-of-processing': {
    readonly asked: { readonly query?: { readonly language?: 'de' | 'en' } };
    readonly answer: RecordOfProcessing;
  };
  /** Read the deletion concept. */
  readonly 'GET /v1/tenant/deletion-concept': {
    readonly asked: { readonly query?: { readonly language?: 'de' | 'en' } };
    readonly answer: DeletionConcept;
  };
  /** Read the deletion log. */
  readonly 'GET /v1/tenant/deletion-log': {
    readonly asked: {
      readonly query?: { readonly language?: 'de' | 'en'; readonly days?: '31' | '92' | '366' };
    };
    readonly answer: DeletionLog;
  };
  /** Read the record of the processor. */
  readonly 'GET /v1/operator/record-of-processing': {
    readonly asked: { readonly query?: { readonly language?: 'de' | 'en' } };
    readonly answer: RecordOfProcessor;
  };
  /** List the API keys. */
  readonly 'GET /v1/tenant/api-keys': { readonly asked: {}; readonly answer: ApiKeys };
  /** Create an API key. */
  readonly 'POST /v1/tenant/api-keys': {
    readonly asked: {
      readonly body: {
        readonly name?: string;
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
        readonly expires_at?: string;
        readonly replaces?: {
          readonly id: string;
          readonly overlap_days: number;
        };
      };
      readonly idempotencyKey?: string;
    };
    readonly answer: NewApiKey;
  };
  /** Revoke an API key. */
  readonly 'DELETE /v1/tenant/api-keys/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: undefined;
  };
  /** List the members. */
  readonly 'GET /v1/tenant/members': { readonly asked: {}; readonly answer: Members };
  /** Invite a person. */
  readonly 'POST /v1/tenant/members': {
    readonly asked: {
      readonly body: {
        readonly email: string;
        readonly role: 'owner' | 'support' | 'editor' | 'viewer' | 'dpo';
        readonly issuer?: string;
      };
      readonly idempotencyKey?: string;
    };
    readonly answer: Member;
  };
  /** Give a member another role. */
  readonly 'PATCH /v1/tenant/members/{id}': {
    readonly asked: {
      readonly id: string;
      readonly body: {
        readonly role: 'owner' | 'support' | 'editor' | 'viewer' | 'dpo';
      };
    };
    readonly answer: Member;
  };
  /** Remove a member. */
  readonly 'DELETE /v1/tenant/members/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: undefined;
  };
  /** Read how a tenant keeps variables. */
  readonly 'GET /v1/public/{id}/profile': {
    readonly asked: { readonly id: string };
    readonly answer: PublicProfile;
  };
  /** Create a token of one conversation for a web page. */
  readonly 'POST /v1/device-tokens': {
    readonly asked: { readonly body: NewDeviceToken; readonly idempotencyKey?: string };
    readonly answer: DeviceToken;
  };
  /** Revoke a device token. */
  readonly 'DELETE /v1/device-tokens/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: undefined;
  };
  /** Send device data to a system of the tenant. */
  readonly 'POST /v1/transfer': {
    readonly asked: { readonly body: Transfer; readonly idempotencyKey?: string };
    readonly answer: TransferOutcome;
  };
  /** List the endpoints for device data. */
  readonly 'GET /v1/transfer-endpoints': { readonly asked: {}; readonly answer: TransferEndpoints };
  /** Set an endpoint for device data. */
  readonly 'PUT /v1/transfer-endpoints/{id}': {
    readonly asked: { readonly id: string; readonly body: NewTransferEndpoint };
    readonly answer: TransferEndpoint;
  };
  /** Remove an endpoint for device data. */
  readonly 'DELETE /v1/transfer-endpoints/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: undefined;
  };
  /** Test an endpoint for device data. */
  readonly 'POST /v1/transfer-endpoints/{id}/test': {
    readonly asked: { readonly id: string };
    readonly answer: EndpointOutcome;
  };
  /** List the variables of the token’s conversation. */
  readonly 'GET /v1/own-variables': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly experience_id?: string;
        readonly name?: string;
      };
    };
    readonly answer: VariablesPage;
  };
  /** Set a variable of the token’s conversation. */
  readonly 'PUT /v1/own-variables': {
    readonly asked: { readonly body: OwnVariable };
    readonly answer: Variables;
  };
  /** Start the retention of a variable again. */
  readonly 'PATCH /v1/own-variables': {
    readonly asked: { readonly body: OwnVariableTouch };
    readonly answer: OwnVariableTouched;
  };
  /** Delete variables of the token’s conversation. */
  readonly 'DELETE /v1/own-variables': {
    readonly asked: {
      readonly query?: {
        readonly limit?: number;
        readonly cursor?: string;
        readonly experience_id?: string;
        readonly name?: string;
      };
    };
    readonly answer: OwnVariablesDeleted;
  };
  /** See the stored data and its expiry. */
  readonly 'GET /v1/tenant/storage': {
    readonly asked: {
      readonly query?: {
        readonly language?: 'en' | 'de';
        readonly only?: 'categories';
        readonly days?: '30' | '7';
      };
    };
    readonly answer: StorageOverview;
  };
  /** See the data keys, and when they are destroyed. */
  readonly 'GET /v1/tenant/keys': {
    readonly asked: { readonly query?: { readonly only?: 'numbers'; readonly protects?: string } };
    readonly answer: KeysAlive;
  };
  /** Read this description. */
  readonly 'GET /v1/openapi.json': {
    readonly asked: {};
    readonly answer: { [key: string]: unknown };
  };
  /** Check whether a function works. */
  readonly 'GET /health': { readonly asked: {}; readonly answer: Health };
  /** Delete expired documents. */
  readonly 'POST /tasks/purge': { readonly asked: {}; readonly answer: PurgeReport };
  /** Carry out tenants’ decisions about existing data. */
  readonly 'POST /tasks/erase': { readonly asked: {}; readonly answer: EraseReport };
  /** Seal the manager log. */
  readonly 'POST /tasks/seal': { readonly asked: {}; readonly answer: SealReport };
  /** Retire a data key. */
  readonly 'PUT /v1/data-keys/{id}/retirement': {
    readonly asked: { readonly id: string; readonly body: KeyRetirement };
    readonly answer: RetiredKey;
  };
  /** Store a key of an older system. */
  readonly 'PUT /v1/legacy-keys/{id}': {
    readonly asked: { readonly id: string; readonly body: LegacyKey };
    readonly answer: LegacyKeyStored;
  };
  /** End a key of an older system. */
  readonly 'DELETE /v1/legacy-keys/{id}': {
    readonly asked: { readonly id: string; readonly query?: { readonly tenant?: string } };
    readonly answer: LegacyKeyEnded;
  };
  /** Import records of an older system. */
  readonly 'POST /v1/imports': {
    readonly asked: {
      readonly query?: {
        readonly tenant?: string;
        readonly key?: string;
        readonly encoding?: 'base64' | 'hex' | 'raw';
        readonly keep_envelopes?: 'true' | 'false';
      };
      readonly body: string | Blob;
    };
    readonly answer: Imported;
  };
  /** Get a signed report about records that are not migrated yet. */
  readonly 'GET /v1/imports/{id}': {
    readonly asked: { readonly id: string };
    readonly answer: LegacyReport;
  };
  /** Renew keys and hashes. */
  readonly 'POST /tasks/rekey': { readonly asked: {}; readonly answer: RekeyReport };
};

/** The facts that the client needs to send a request to a route. */
export type Operation = {
  /** The form of the id in the path. */
  readonly id?: 'record' | 'hash' | 'chosen';
  /** The names of the query parameters. */
  readonly query?: readonly string[];
  readonly body?: 'json' | 'csv' | 'lines' | 'form';
  readonly answer: 'json' | 'stream' | 'nothing';
};

export const operations: { readonly [route in keyof Operations]: Operation } = {
  'POST /v1/chat-messages': { body: 'json', answer: 'json' },
  'GET /v1/chat-messages': {
    query: [
      'limit',
      'cursor',
      'after',
      'conversation_id',
      'experience_id',
      'created_after',
      'created_before',
    ],
    answer: 'json',
  },
  'GET /v1/chat-messages/export.csv': {
    query: [
      'format',
      'separator',
      'conversation_id',
      'experience_id',
      'created_after',
      'created_before',
    ],
    answer: 'stream',
  },
  'POST /v1/chat-messages/export': { body: 'json', answer: 'stream' },
  'GET /v1/chat-messages/restricted': { query: ['limit', 'cursor', 'ending'], answer: 'json' },
  'PUT /v1/chat-messages/{id}/restriction': { id: 'record', body: 'json', answer: 'json' },
  'DELETE /v1/chat-messages/{id}/restriction': {
    id: 'record',
    query: ['person_informed_on'],
    answer: 'nothing',
  },
  'GET /v1/chat-messages/{id}': { id: 'record', answer: 'json' },
  'DELETE /v1/chat-messages/{id}': { id: 'record', answer: 'nothing' },
  'POST /v1/chat-messages/delete': { body: 'json', answer: 'json' },
  'POST /v1/nlu-messages': { body: 'json', answer: 'json' },
  'GET /v1/nlu-messages': {
    query: [
      'limit',
      'cursor',
      'after',
      'conversation_id',
      'intent',
      'confidence_min',
      'confidence_max',
      'experience_id',
      'reviewed',
      'created_after',
      'created_before',
    ],
    answer: 'json',
  },
  'GET /v1/nlu-messages/export.csv': {
    query: [
      'format',
      'separator',
      'conversation_id',
      'intent',
      'confidence_min',
      'confidence_max',
      'experience_id',
      'reviewed',
      'created_after',
      'created_before',
    ],
    answer: 'stream',
  },
  'POST /v1/nlu-messages/export': { body: 'json', answer: 'stream' },
  'GET /v1/nlu-messages/restricted': { query: ['limit', 'cursor', 'ending'], answer: 'json' },
  'PUT /v1/nlu-messages/{id}/restriction': { id: 'record', body: 'json', answer: 'json' },
  'DELETE /v1/nlu-messages/{id}/restriction': {
    id: 'record',
    query: ['person_informed_on'],
    answer: 'nothing',
  },
  'GET /v1/nlu-messages/{id}': { id: 'record', answer: 'json' },
  'DELETE /v1/nlu-messages/{id}': { id: 'record', answer: 'nothing' },
  'POST /v1/nlu-messages/delete': { body: 'json', answer: 'json' },
  'POST /v1/messenger-sessions': { body: 'json', answer: 'json' },
  'PUT /v1/messenger-sessions': { body: 'json', answer: 'json' },
  'GET /v1/messenger-sessions': {
    query: [
      'limit',
      'cursor',
      'after',
      'channel',
      'conversation_id',
      'created_after',
      'created_before',
    ],
    answer: 'json',
  },
  'POST /v1/messenger-sessions/search': { body: 'json', answer: 'json' },
  'GET /v1/messenger-sessions/export.csv': {
    query: ['format', 'separator', 'channel', 'conversation_id', 'created_after', 'created_before'],
    answer: 'stream',
  },
  'POST /v1/messenger-sessions/export': { body: 'json', answer: 'stream' },
  'GET /v1/messenger-sessions/restricted': { query: ['limit', 'cursor', 'ending'], answer: 'json' },
  'PUT /v1/messenger-sessions/{id}/restriction': { id: 'record', body: 'json', answer: 'json' },
  'DELETE /v1/messenger-sessions/{id}/restriction': {
    id: 'record',
    query: ['person_informed_on'],
    answer: 'nothing',
  },
  'GET /v1/messenger-sessions/{id}': { id: 'record', answer: 'json' },
  'PATCH /v1/messenger-sessions/{id}': { id: 'record', body: 'json', answer: 'json' },
  'DELETE /v1/messenger-sessions/{id}': { id: 'record', answer: 'nothing' },
  'POST /v1/messenger-sessions/delete': { body: 'json', answer: 'json' },
  'POST /v1/runtime-log': { body: 'json', answer: 'json' },
  'GET /v1/runtime-log': {
    query: ['limit', 'cursor', 'after', 'level', 'event', 'created_after', 'created_before'],
    answer: 'json',
  },
  'POST /v1/runtime-log/search': { body: 'json', answer: 'json' },
  'GET /v1/runtime-log/export.csv': {
    query: ['format', 'separator', 'level', 'event', 'created_after', 'created_before'],
    answer: 'stream',
  },
  'POST /v1/runtime-log/export': { body: 'json', answer: 'stream' },
  'GET /v1/runtime-log/restricted': { query: ['limit', 'cursor', 'ending'], answer: 'json' },
  'PUT /v1/runtime-log/{id}/restriction': { id: 'record', body: 'json', answer: 'json' },
  'DELETE /v1/runtime-log/{id}/restriction': {
    id: 'record',
    query: ['person_informed_on'],
    answer: 'nothing',
  },
  'GET /v1/runtime-log/{id}': { id: 'record', answer: 'json' },
  'DELETE /v1/runtime-log/{id}': { id: 'record', answer: 'nothing' },
  'POST /v1/runtime-log/delete': { body: 'json', answer: 'json' },
  'POST /v1/customers': { body: 'json', answer: 'json' },
  'PUT /v1/customers': { body: 'json', answer: 'json' },
  'GET /v1/customers': {
    query: ['limit', 'cursor', 'after', 'created_after', 'created_before'],
    answer: 'json',
  },
  'PATCH /v1/customers': { body: 'json', answer: 'json' },
  'POST /v1/customers/search': { body: 'json', answer: 'json' },
  'GET /v1/customers/export.csv': {
    query: ['format', 'separator', 'created_after', 'created_before'],
    answer: 'stream',
  },
  'POST /v1/customers/export': { body: 'json', answer: 'stream' },
  'GET /v1/customers/restricted': { query: ['limit', 'cursor', 'ending'], answer: 'json' },
  'PUT /v1/customers/{id}/restriction': { id: 'record', body: 'json', answer: 'json' },
  'DELETE /v1/customers/{id}/restriction': {
    id: 'record',
    query: ['person_informed_on'],
    answer: 'nothing',
  },
  'GET /v1/customers/{id}': { id: 'record', answer: 'json' },
  'PATCH /v1/customers/{id}': { id: 'record', body: 'json', answer: 'json' },
  'DELETE /v1/customers/{id}': { id: 'record', answer: 'nothing' },
  'POST /v1/customers/delete': { body: 'json', answer: 'json' },
  'POST /v1/customers/{id}/touch': { id: 'record', answer: 'json' },
  'GET /v1/manager-log': {
    query: [
      'limit',
      'cursor',
      'after',
      'action',
      'target',
      'outcome',
      'created_after',
      'created_before',
    ],
    answer: 'json',
  },
  'GET /v1/manager-log/export.csv': {
    query: [
      'format',
      'separator',
      'action',
      'target',
      'outcome',
      'created_after',
      'created_before',
    ],
    answer: 'stream',
  },
  'POST /v1/manager-log/export': { body: 'json', answer: 'stream' },
  'GET /v1/manager-log/{id}': { id: 'record', answer: 'json' },
  'POST /v1/variables': { body: 'json', answer: 'json' },
  'PUT /v1/variables': { body: 'json', answer: 'json' },
  'GET /v1/variables': {
    query: [
      'limit',
      'cursor',
      'after',
      'experience_id',
      'instance_id',
      'name',
      'created_after',
      'created_before',
    ],
    answer: 'json',
  },
  'GET /v1/variables/export.csv': {
    query: [
      'format',
      'separator',
      'experience_id',
      'instance_id',
      'name',
      'created_after',
      'created_before',
    ],
    answer: 'stream',
  },
  'POST /v1/variables/export': { body: 'json', answer: 'stream' },
  'GET /v1/variables/restricted': { query: ['limit', 'cursor', 'ending'], answer: 'json' },
  'PUT /v1/variables/{id}/restriction': { id: 'record', body: 'json', answer: 'json' },
  'DELETE /v1/variables/{id}/restriction': {
    id: 'record',
    query: ['person_informed_on'],
    answer: 'nothing',
  },
  'GET /v1/variables/{id}': { id: 'record', answer: 'json' },
  'PATCH /v1/variables/{id}': { id: 'record', body: 'json', answer: 'json' },
  'DELETE /v1/variables/{id}': { id: 'record', answer: 'nothing' },
  'POST /v1/variables/delete': { body: 'json', answer: 'json' },
  'POST /v1/marketing-consents': { body: 'json', answer: 'json' },
  'GET /v1/marketing-consents': {
    query: ['limit', 'cursor', 'after', 'type', 'status', 'created_after', 'created_before'],
    answer: 'json',
  },
  'POST /v1/marketing-consents/search': { body: 'json', answer: 'json' },
  'GET /v1/marketing-consents/export.csv': {
    query: ['format', 'separator', 'type', 'status', 'created_after', 'created_before'],
    answer: 'stream',
  },
  'POST /v1/marketing-consents/export': { body: 'json', answer: 'stream' },
  'GET /v1/marketing-consents/restricted': { query: ['limit', 'cursor', 'ending'], answer: 'json' },
  'PUT /v1/marketing-consents/{id}/restriction': { id: 'record', body: 'json', answer: 'json' },
  'DELETE /v1/marketing-consents/{id}/restriction': {
    id: 'record',
    query: ['person_informed_on'],
    answer: 'nothing',
  },
  'GET /v1/marketing-consents/{id}': { id: 'record', answer: 'json' },
  'DELETE /v1/marketing-consents/{id}': { id: 'record', answer: 'nothing' },
  'POST /v1/marketing-consents/delete': { body: 'json', answer: 'json' },
  'GET /v1/coupon-codes': {
    query: ['limit', 'cursor', 'after', 'pool_id', 'kind', 'created_after', 'created_before'],
    answer: 'json',
  },
  'POST /v1/coupon-codes/search': { body: 'json', answer: 'json' },
  'GET /v1/coupon-codes/export.csv': {
    query: ['format', 'separator', 'pool_id', 'kind', 'created_after', 'created_before'],
    answer: 'stream',
  },
  'POST /v1/coupon-codes/export': { body: 'json', answer: 'stream' },
  'GET /v1/coupon-codes/restricted': { query: ['limit', 'cursor', 'ending'], answer: 'json' },
  'PUT /v1/coupon-codes/{id}/restriction': { id: 'record', body: 'json', answer: 'json' },
  'DELETE /v1/coupon-codes/{id}/restriction': {
    id: 'record',
    query: ['person_informed_on'],
    answer: 'nothing',
  },
  'GET /v1/coupon-codes/{id}': { id: 'record', answer: 'json' },
  'DELETE /v1/coupon-codes/{id}': { id: 'record', answer: 'nothing' },
  'POST /v1/coupon-codes/delete': { body: 'json', answer: 'json' },
  'POST /v1/loyalty-transactions': { body: 'json', answer: 'json' },
  'GET /v1/loyalty-transactions': {
    query: ['limit', 'cursor', 'after', 'created_after', 'created_before'],
    answer: 'json',
  },
  'POST /v1/loyalty-transactions/search': { body: 'json', answer: 'json' },
  'GET /v1/loyalty-transactions/export.csv': {
    query: ['format', 'separator', 'created_after', 'created_before'],
    answer: 'stream',
  },
  'POST /v1/loyalty-transactions/export': { body: 'json', answer: 'stream' },
  'GET /v1/loyalty-transactions/restricted': {
    query: ['limit', 'cursor', 'ending'],
    answer: 'json',
  },
  'PUT /v1/loyalty-transactions/{id}/restriction': { id: 'record', body: 'json', answer: 'json' },
  'DELETE /v1/loyalty-transactions/{id}/restriction': {
    id: 'record',
    query: ['person_informed_on'],
    answer: 'nothing',
  },
  'GET /v1/loyalty-transactions/{id}': { id: 'record', answer: 'json' },
  'DELETE /v1/loyalty-transactions/{id}': { id: 'record', answer: 'nothing' },
  'POST /v1/loyalty-transactions/delete': { body: 'json', answer: 'json' },
  'POST /v1/loyalty-redemptions': { body: 'json', answer: 'json' },
  'GET /v1/loyalty-redemptions': {
    query: ['limit', 'cursor', 'after', 'reward_id', 'shipping', 'created_after', 'created_before'],
    answer: 'json',
  },
  'POST /v1/loyalty-redemptions/search': { body: 'json', answer: 'json' },
  'GET /v1/loyalty-redemptions/export.csv': {
    query: ['format', 'separator', 'reward_id', 'shipping', 'created_after', 'created_before'],
    answer: 'stream',
  },
  'POST /v1/loyalty-redemptions/export': { body: 'json', answer: 'stream' },
  'GET /v1/loyalty-redemptions/restricted': {
    query: ['limit', 'cursor', 'ending'],
    answer: 'json',
  },
  'PUT /v1/loyalty-redemptions/{id}/restriction': { id: 'record', body: 'json', answer: 'json' },
  'DELETE /v1/loyalty-redemptions/{id}/restriction': {
    id: 'record',
    query: ['person_informed_on'],
    answer: 'nothing',
  },
  'GET /v1/loyalty-redemptions/{id}': { id: 'record', answer: 'json' },
  'PATCH /v1/loyalty-redemptions/{id}': { id: 'record', body: 'json', answer: 'json' },
  'DELETE /v1/loyalty-redemptions/{id}': { id: 'record', answer: 'nothing' },
  'POST /v1/loyalty-redemptions/delete': { body: 'json', answer: 'json' },
  'POST /v1/raffle-participations': { body: 'json', answer: 'json' },
  'GET /v1/raffle-participations': {
    query: ['limit', 'cursor', 'after', 'raffle_id', 'outcome', 'created_after', 'created_before'],
    answer: 'json',
  },
  'POST /v1/raffle-participations/search': { body: 'json', answer: 'json' },
  'GET /v1/raffle-participations/export.csv': {
    query: ['format', 'separator', 'raffle_id', 'outcome', 'created_after', 'created_before'],
    answer: 'stream',
  },
  'POST /v1/raffle-participations/export': { body: 'json', answer: 'stream' },
  'GET /v1/raffle-participations/restricted': {
    query: ['limit', 'cursor', 'ending'],
    answer: 'json',
  },
  'PUT /v1/raffle-participations/{id}/restriction': { id: 'record', body: 'json', answer: 'json' },
  'DELETE /v1/raffle-participations/{id}/restriction': {
    id: 'record',
    query: ['person_informed_on'],
    answer: 'nothing',
  },
  'GET /v1/raffle-participations/{id}': { id: 'record', answer: 'json' },
  'PATCH /v1/raffle-participations/{id}': { id: 'record', body: 'json', answer: 'json' },
  'DELETE /v1/raffle-participations/{id}': { id: 'record', answer: 'nothing' },
  'POST /v1/raffle-participations/delete': { body: 'json', answer: 'json' },
  'GET /v1/conversations': {
    query: [
      'limit',
      'cursor',
      'after',
      'experience_id',
      'last_author',
      'last_after',
      'last_before',
      'order',
    ],
    answer: 'json',
  },
  'POST /v1/conversations/identify': { body: 'json', answer: 'json' },
  'GET /v1/conversations/{id}': { id: 'chosen', answer: 'json' },
  'DELETE /v1/conversations/{id}': { id: 'chosen', answer: 'nothing' },
  'GET /v1/conversations/{id}/messages': {
    id: 'chosen',
    query: ['limit', 'cursor', 'after', 'order'],
    answer: 'json',
  },
  'PUT /v1/conversations/{id}/subject': { id: 'chosen', body: 'json', answer: 'json' },
  'GET /v1/coupon-pools': { query: ['limit', 'cursor', 'after'], answer: 'json' },
  'POST /v1/coupon-pools': { body: 'json', answer: 'json' },
  'GET /v1/coupon-pools/{id}': { id: 'record', answer: 'json' },
  'POST /v1/coupon-pools/{id}/codes': {
    id: 'record',
    query: ['header', 'dry_run'],
    body: 'csv',
    answer: 'json',
  },
  'POST /v1/coupon-pools/{id}/close': { id: 'record', body: 'json', answer: 'json' },
  'POST /v1/coupon-codes/lookup': { body: 'json', answer: 'json' },
  'POST /v1/coupon-pools/{id}/emit': { id: 'record', body: 'json', answer: 'json' },
  'POST /v1/coupon-pools/{id}/redeem': { id: 'record', body: 'json', answer: 'json' },
  'GET /v1/raffles': { query: ['limit', 'cursor', 'after'], answer: 'json' },
  'POST /v1/raffles': { body: 'json', answer: 'json' },
  'GET /v1/raffles/{id}/draws': {
    id: 'record',
    query: ['limit', 'cursor', 'after'],
    answer: 'json',
  },
  'POST /v1/raffles/{id}/draws': { id: 'record', body: 'json', answer: 'json' },
  'PUT /v1/raffle-draws/{id}/result': { id: 'record', body: 'json', answer: 'json' },
  'GET /v1/raffle-draws/{id}/check': { id: 'record', answer: 'stream' },
  'GET /v1/raffles/{id}/winners': {
    id: 'record',
    query: ['limit', 'cursor', 'after'],
    answer: 'json',
  },
  'GET /v1/raffles/{id}/winners.csv': {
    id: 'record',
    query: ['format', 'separator'],
    answer: 'stream',
  },
  'GET /v1/raffles/{id}/participants.csv': {
    id: 'record',
    query: ['format', 'separator'],
    answer: 'stream',
  },
  'POST /v1/loyalty/balance': { body: 'json', answer: 'json' },
  'POST /v1/loyalty/ledger': { body: 'json', answer: 'json' },
  'POST /v1/variables/file': { body: 'form', answer: 'json' },
  'GET /v1/variables/{id}/file': { id: 'record', answer: 'stream' },
  'GET /v1/experiences': { query: ['limit', 'cursor'], answer: 'json' },
  'GET /v1/experiences/{id}/variables.csv': {
    id: 'chosen',
    query: ['format', 'separator'],
    answer: 'stream',
  },
  'POST /v1/experiences/{id}/export': { id: 'chosen', body: 'json', answer: 'stream' },
  'GET /v1/nlu-messages/summary': { query: ['limit', 'cursor', 'experience_id'], answer: 'json' },
  'GET /v1/nlu-messages/intents': { query: ['limit', 'cursor', 'experience_id'], answer: 'json' },
  'GET /v1/nlu-messages/accuracy': { query: ['limit', 'cursor'], answer: 'json' },
  'GET /v1/nlu-messages/queue': {
    query: [
      'limit',
      'cursor',
      'intent',
      'confidence_min',
      'confidence_max',
      'experience_id',
      'expires_before',
    ],
    answer: 'json',
  },
  'GET /v1/nlu-messages/queue/count': {
    query: ['experience_id', 'expires_before'],
    answer: 'json',
  },
  'PUT /v1/nlu-messages/{id}/review': { id: 'record', body: 'json', answer: 'json' },
  'DELETE /v1/nlu-messages/{id}/review': { id: 'record', answer: 'nothing' },
  'PUT /v1/nlu-messages/reviews': { body: 'json', answer: 'json' },
  'POST /v1/messenger-sessions/lookup': { body: 'json', answer: 'json' },
  'GET /v1/customers/{id}/history': { id: 'record', answer: 'json' },
  'DELETE /v1/customers/{id}/history': { id: 'record', answer: 'nothing' },
  'POST /v1/manager-log/search': { body: 'json', answer: 'json' },
  'GET /v1/manager-log/seals': { query: ['limit', 'cursor'], answer: 'json' },
  'GET /v1/manager-log/links': {
    query: ['limit', 'cursor', 'created_after', 'created_before'],
    answer: 'json',
  },
  'GET /v1/marketing-consents/summary': { answer: 'json' },
  'GET /v1/marketing-consents/ending': {
    query: ['limit', 'cursor', 'never_exported'],
    answer: 'json',
  },
  'POST /v1/marketing-consents/{id}/confirm': { id: 'record', body: 'json', answer: 'json' },
  'POST /v1/marketing-consents/{id}/withdraw': { id: 'record', body: 'json', answer: 'json' },
  'GET /v1/marketing-consents/{id}/proof': { id: 'record', answer: 'json' },
  'POST /v1/subjects/preview': { body: 'json', answer: 'json' },
  'POST /v1/subjects/export': { body: 'json', answer: 'stream' },
  'POST /v1/erasures': { body: 'json', answer: 'json' },
  'GET /v1/erasures': { query: ['limit', 'cursor', 'after'], answer: 'json' },
  'GET /v1/erasures/{id}': { id: 'record', answer: 'json' },
  'GET /v1/tenants/{id}/erasures': { id: 'chosen', answer: 'json' },
  'POST /v1/erasures/of-tenant': { body: 'json', answer: 'json' },
  'GET /v1/erasures/{id}/receipt': { id: 'record', answer: 'stream' },
  'POST /v1/erasures/{id}/recheck': { id: 'record', body: 'json', answer: 'json' },
  'GET /v1/receipts': { query: ['limit', 'cursor', 'after'], answer: 'json' },
  'GET /.well-known/mayfly-keys.json': { answer: 'json' },
  'POST /v1/requests': { body: 'json', answer: 'json' },
  'GET /v1/requests': { query: ['limit', 'cursor', 'state', 'kind', 'due_before'], answer: 'json' },
  'GET /v1/requests/ending-restrictions': { answer: 'json' },
  'GET /v1/requests/{id}': { id: 'record', answer: 'json' },
  'POST /v1/requests/{id}/extend': { id: 'record', body: 'json', answer: 'json' },
  'POST /v1/requests/{id}/identity': { id: 'record', body: 'json', answer: 'json' },
  'POST /v1/requests/{id}/refuse': { id: 'record', body: 'json', answer: 'json' },
  'POST /v1/requests/{id}/complete': { id: 'record', body: 'json', answer: 'json' },
  'POST /v1/subject-tokens': { body: 'json', answer: 'json' },
  'DELETE /v1/subject-tokens/{id}': { id: 'record', answer: 'nothing' },
  'POST /v1/tenants': { body: 'json', answer: 'json' },
  'GET /v1/me': { answer: 'json' },
  'GET /v1/tenant': { answer: 'json' },
  'PUT /v1/tenant': { body: 'json', answer: 'json' },
  'POST /v1/tenant/what-if': { body: 'json', answer: 'json' },
  'GET /v1/tenant/pending': { answer: 'json' },
  'DELETE /v1/tenant/pending/{id}': { id: 'record', answer: 'nothing' },
  'PUT /v1/tenant/debug-mode': { body: 'json', answer: 'json' },
  'GET /v1/tenant/particulars': { answer: 'json' },
  'PUT /v1/tenant/particulars': { body: 'json', answer: 'json' },
  'GET /v1/tenant/notice-endpoints': { answer: 'json' },
  'PUT /v1/tenant/notice-endpoints/{id}': { id: 'chosen', body: 'json', answer: 'json' },
  'DELETE /v1/tenant/notice-endpoints/{id}': { id: 'chosen', answer: 'nothing' },
  'PUT /v1/tenant/notice-endpoints/{id}/secrets': { id: 'chosen', body: 'json', answer: 'json' },
  'POST /v1/notice-endpoints/{id}/test': { id: 'chosen', answer: 'json' },
  'GET /v1/notices': { query: ['limit', 'cursor', 'state'], answer: 'json' },
  'PUT /v1/notices/{id}/retry': { id: 'record', answer: 'json' },
  'POST /tasks/notices': { answer: 'json' },
  'GET /v1/tenant/record-of-processing': { query: ['language'], answer: 'json' },
  'GET /v1/tenant/deletion-concept': { query: ['language'], answer: 'json' },
  'GET /v1/tenant/deletion-log': { query: ['language', 'days'], answer: 'json' },
  'GET /v1/operator/record-of-processing': { query: ['language'], answer: 'json' },
  'GET /v1/tenant/api-keys': { answer: 'json' },
  'POST /v1/tenant/api-keys': { body: 'json', answer: 'json' },
  'DELETE /v1/tenant/api-keys/{id}': { id: 'hash', answer: 'nothing' },
  'GET /v1/tenant/members': { answer: 'json' },
  'POST /v1/tenant/members': { body: 'json', answer: 'json' },
  'PATCH /v1/tenant/members/{id}': { id: 'hash', body: 'json', answer: 'json' },
  'DELETE /v1/tenant/members/{id}': { id: 'hash', answer: 'nothing' },
  'GET /v1/public/{id}/profile': { id: 'hash', answer: 'json' },
  'POST /v1/device-tokens': { body: 'json', answer: 'json' },
  'DELETE /v1/device-tokens/{id}': { id: 'record', answer: 'nothing' },
  'POST /v1/transfer': { body: 'json', answer: 'json' },
  'GET /v1/transfer-endpoints': { answer: 'json' },
  'PUT /v1/transfer-endpoints/{id}': { id: 'chosen', body: 'json', answer: 'json' },
  'DELETE /v1/transfer-endpoints/{id}': { id: 'chosen', answer: 'nothing' },
  'POST /v1/transfer-endpoints/{id}/test': { id: 'chosen', answer: 'json' },
  'GET /v1/own-variables': { query: ['limit', 'cursor', 'experience_id', 'name'], answer: 'json' },
  'PUT /v1/own-variables': { body: 'json', answer: 'json' },
  'PATCH /v1/own-variables': { body: 'json', answer: 'json' },
  'DELETE /v1/own-variables': {
    query: ['limit', 'cursor', 'experience_id', 'name'],
    answer: 'json',
  },
  'GET /v1/tenant/storage': { query: ['language', 'only', 'days'], answer: 'json' },
  'GET /v1/tenant/keys': { query: ['only', 'protects'], answer: 'json' },
  'GET /v1/openapi.json': { answer: 'json' },
  'GET /health': { answer: 'json' },
  'POST /tasks/purge': { answer: 'json' },
  'POST /tasks/erase': { answer: 'json' },
  'POST /tasks/seal': { answer: 'json' },
  'PUT /v1/data-keys/{id}/retirement': { id: 'chosen', body: 'json', answer: 'json' },
  'PUT /v1/legacy-keys/{id}': { id: 'chosen', body: 'json', answer: 'json' },
  'DELETE /v1/legacy-keys/{id}': { id: 'chosen', query: ['tenant'], answer: 'json' },
  'POST /v1/imports': {
    query: ['tenant', 'key', 'encoding', 'keep_envelopes'],
    body: 'lines',
    answer: 'json',
  },
  'GET /v1/imports/{id}': { id: 'chosen', answer: 'json' },
  'POST /tasks/rekey': { answer: 'json' },
};
