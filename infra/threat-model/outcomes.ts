import type { FunctionName } from '../manifest.ts';
import type { Deed } from './deeds.ts';
import type { Outcome } from './outcome.ts';

/** The categories in the database of records: all except the manager log. */
const records = [
  'chat_messages',
  'nlu_messages',
  'messenger_sessions',
  'runtime_log',
  'customers',
  'variables',
  'marketing_consents',
  'coupon_codes',
  'loyalty_transactions',
  'loyalty_redemptions',
  'raffle_participations',
] as const;

const log = ['manager_log'] as const;

/** Categories whose records can be found by an email. */
const emailed = [
  'runtime_log',
  'customers',
  'marketing_consents',
  'coupon_codes',
  'loyalty_transactions',
  'loyalty_redemptions',
  'raffle_participations',
] as const;

/** Deeds that succeed with the grants for identifying callers and writing the manager log. */
const caller = [
  'read-profile',
  'confirm-manager',
  'invent-log-entry',
] as const satisfies readonly Deed[];

/** Deeds that succeed with the grants to write and delete in the database of records. */
const stored = ['invent-notice', 'delete-system'] as const satisfies readonly Deed[];

/** Deeds that succeed for a function that decrypts device tokens. */
const deviceTokens = ['read-device-grant', 'make-device-token'] as const satisfies readonly Deed[];

/** Deeds that succeed for the two functions that grant rights. */
const rights = [
  'insert-api-key',
  'widen-api-key',
  'become-owner',
  'change-profile',
] as const satisfies readonly Deed[];

const nothing = { see: [], open: [], confirm: [], alter: [], remove: [] } as const;

function recordThief(...own: readonly (typeof records)[number][]): Outcome {
  return {
    see: records,
    open: own,
    confirm: emailed,
    alter: records,
    remove: records,
    deeds: [
      ...caller,
      ...stored,
      'list-tenants',
      'read-pepper',
      'read-matching-secret',
      'feign-erasure',
      'lift-fence',
    ],
  };
}

function alsoReaching(outcome: Outcome, more: readonly Deed[]): Outcome {
  return { ...outcome, deeds: [...outcome.deeds, ...more] };
}

/**
 * For each function, all deeds that succeed with its credential. The suite `emulator-tests/attack`
 * tries every deed with every credential. It passes only if exactly these deeds succeed.
 */
export const outcomes: { readonly [name in FunctionName]: Outcome } = {
  chat: recordThief('chat_messages'),
  customers: recordThief('customers'),
  nlu: recordThief('nlu_messages'),
  messenger: recordThief('messenger_sessions'),
  'runtime-log': recordThief('runtime_log'),
  variables: alsoReaching(recordThief('variables'), deviceTokens),
  consents: recordThief('marketing_consents'),
  coupons: recordThief('coupon_codes'),
  loyalty: recordThief('loyalty_transactions', 'loyalty_redemptions'),
  raffles: recordThief('raffle_participations'),
  subjects: {
    ...alsoReaching(recordThief(...records), ['sign-receipt', 'forge-seal', 'read-request-person']),
    see: [...records, ...log],
  },
  'manager-log': {
    ...nothing,
    see: [...records, ...log],
    open: log,
    alter: records,
    deeds: [...caller, 'list-tenants', 'feign-erasure', 'lift-fence', 'invent-notice'],
  },
  tenants: {
    ...nothing,
    see: [...records, ...log],
    alter: records,
    deeds: [
      ...caller,
      ...rights,
      'list-tenants',
      'read-member-email',
      'move-fence',
      'feign-erasure',
      'lift-fence',
      'take-right',
      'read-recipient',
      'redirect-notices',
      'invent-notice',
      'delete-recipient',
    ],
  },
  transfer: {
    ...nothing,
    see: records,
    alter: records,
    remove: records,
    deeds: [
      ...caller,
      ...stored,
      ...deviceTokens,
      'list-tenants',
      'feign-erasure',
      'lift-fence',
      'read-system',
      'redirect-device-data',
    ],
  },
  manager: {
    ...nothing,
    deeds: [...caller, ...rights, 'mint-session', 'read-client-secret'],
  },
  purge: {
    ...nothing,
    see: [...records, ...log],
    alter: records,
    remove: [...records, ...log],
    deeds: [
      'read-profile',
      'list-tenants',
      'delete-data-key',
      'replace-data-key',
      'cut-log',
      'feign-erasure',
      'lift-fence',
      'take-right',
      ...stored,
      'delete-recipient',
    ],
  },
  erase: {
    ...nothing,
    see: [...records, ...log],
    alter: [...records, ...log],
    remove: records,
    deeds: [
      ...stored,
      'read-profile',
      'list-tenants',
      'feign-erasure',
      'lift-fence',
      'sign-receipt',
      'forge-seal',
      'rewrite-log',
      'rewrite-sealed-log',
    ],
  },
  seal: {
    ...nothing,
    see: [...records, ...log],
    remove: log,
    deeds: [
      'list-tenants',
      'sign-receipt',
      'forge-seal',
      'cut-log',
      'rewrite-log',
      'rewrite-sealed-log',
    ],
  },
  rekey: {
    see: records,
    open: records,
    confirm: emailed,
    alter: records,
    remove: records,
    deeds: [
      'read-profile',
      'confirm-manager',
      'read-member-email',
      'read-request-person',
      'list-tenants',
      'read-pepper',
      'feign-erasure',
      'lift-fence',
      'invent-log-entry',
      'sign-receipt',
      'forge-seal',
      'replace-data-key',
      'delete-data-key',
      'end-key-version',
      ...stored,
      ...deviceTokens,
      'read-system',
      'redirect-device-data',
      'read-recipient',
      'read-signing-secret',
      'read-matching-secret',
      'read-hashes',
    ],
  },
  notices: {
    ...nothing,
    see: records,
    alter: records,
    remove: records,
    deeds: [
      ...stored,
      'read-profile',
      'confirm-manager',
      'list-tenants',
      'feign-erasure',
      'lift-fence',
      'read-recipient',
      'read-signing-secret',
      'read-hashes',
    ],
  },
};
