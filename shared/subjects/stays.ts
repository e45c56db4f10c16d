import { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { Counts } from './erasure.ts';
import type { Found } from './find-subject.ts';
import { fateOf, type Keeping, keptCount } from './keeping.ts';

/** Data that an erasure does not delete, and the reason. */
export type Stay = { readonly what: string; readonly why: string; readonly count?: number };

const managerLog: Stay = {
  what: 'manager_log',
  why: 'The log says what managers did. It names records and fields, but no values. Each entry is deleted after 180 days at most.',
};

const backups: Stay = {
  what: 'backups',
  why: 'Copies in backups of the database are deleted after 7 days at most.',
};

const sums: Stay = {
  what: 'sums',
  why: 'Two numbers stay: the number of given prizes, and the number of winners of a draw. They identify nobody. The tokens in a draw’s list of entrants identify nobody any more. Given prizes still count as given.',
};

const alwaysOfPerson: readonly Stay[] = [
  {
    what: 'free_text_of_others',
    why: 'Free text is encrypted and not searched. Texts that others have written about the person stay until they expire.',
  },
  sums,
  managerLog,
  backups,
];

const alwaysOfConversation: readonly Stay[] = [
  {
    what: 'other_conversations',
    why: 'Only this conversation was erased. Other data of the same people stays until it expires.',
  },
  sums,
  managerLog,
  backups,
];

const alwaysOfCategory: readonly Stay[] = [
  {
    what: 'other_categories',
    why: 'Only this category was erased. Data in other categories stays until it expires.',
  },
  {
    what: 'later_records',
    why: 'Data that was stored in the category after the erasure took effect stays until it expires.',
  },
  managerLog,
  backups,
];

const codeStock: Stay = {
  what: 'code_stock',
  why: 'Pools stay, with the codes that nobody has received. These codes belong to nobody.',
};

const alwaysOfTenant: readonly Stay[] = [
  {
    what: 'proof_of_erasure',
    why: 'This erasure and the tenant’s receipts are deleted at the end of the fourth year after the year in which they were made. They contain counts, instants and hashes.',
  },
  {
    what: 'tenant_id',
    why: 'The id of the tenant stays, so that no other tenant ever gets it.',
  },
  {
    what: 'ledger',
    why: 'The random ids of deleted documents stay while a backup could restore the documents, and two days longer.',
  },
  {
    what: 'people_of_other_tenants',
    why: 'Members who also belong to another tenant stay members there. Their document still names this tenant, which gives them no right.',
  },
  {
    what: 'sealed_backups',
    why: 'Copies in backups of the database are deleted after 7 days at most. The keys of the records are destroyed, so nobody can decrypt copies of them.',
  },
];

function countOf(fates: readonly string[], fate: ReturnType<typeof fateOf>): number {
  return fates.filter((each) => each === fate).length;
}

/** The data that would remain if the found documents were erased. */
export function staysOf(
  { documents, conversations }: Found,
  keeping: Keeping,
  { isOfConversation = false }: { readonly isOfConversation?: boolean } = {},
): Stay[] {
  const fates = documents.map(({ document }) => fateOf(keeping, document));
  const [kept, restricted] = [countOf(fates, 'moves'), countOf(fates, 'stays')];
  const codes = documents.filter(({ document }) => document.ref.collection === couponCodes.id);
  const left = conversations.filter(({ drawnIn }) => !drawnIn);
  const staying = { codes: codes.length, left: left.length, kept, restricted };
  return stays(staying, isOfConversation ? alwaysOfConversation : alwaysOfPerson);
}

/** The scope of an erasure, and its category if it has one. */
type Erased = { readonly scope: string; readonly category: string | null };

/**
 * The data that remains after an erasure. Each scope has its own texts.
 * @param left how many conversations and restricted records remain
 */
export function staysAfter(
  { scope, category }: Erased,
  counts: Counts,
  left: { readonly conversations: number; readonly restricted: number },
): Stay[] {
  const codes = counts.get(couponCodes.id) ?? 0;
  // If the tenant is erased, the marks of its used codes are deleted too.
  if (scope === 'tenant') return [...alwaysOfTenant];
  if (scope === 'category')
    return [
      ...usedCodes(codes),
      ...(category === couponCodes.id ? [codeStock] : []),
      ...alwaysOfCategory,
    ];
  const kept = counts.get(keptCount) ?? 0;
  const staying = { codes, left: left.conversations, kept, restricted: left.restricted };
  return stays(staying, scope === 'conversation' ? alwaysOfConversation : alwaysOfPerson);
}

/** How much data of each kind remains. */
type Staying = {
  readonly codes: number;
  readonly left: number;
  readonly kept: number;
  readonly restricted: number;
};

function usedCodes(count: number): Stay[] {
  if (count === 0) return [];
  const why =
    'A mark says that a code was used, so that nobody gets the code again. The mark does not name a person.';
  return [{ what: 'used_codes', count, why }];
}

function stays({ codes, left, kept, restricted }: Staying, always: readonly Stay[]): Stay[] {
  return [
    ...usedCodes(codes),
    ...(kept === 0
      ? []
      : [
          {
            what: 'kept_consents',
            count: kept,
            why: 'These consents are kept as a proof for the stated legal ground, and are restricted until they expire. A request to erase restricted records deletes them too.',
          },
        ]),
    ...(restricted === 0
      ? []
      : [
          {
            what: 'restricted_records',
            count: restricted,
            why: 'These records are restricted because the person opposed their erasure, because the person needs them for claims, or because they are kept as a proof. With `restricted_too` they are deleted too. If only the stated subject of a conversation leads to such a record, the subject stays too, for 60 days at most. It contains a hash of an identifier.',
          },
        ]),
    ...(left === 0
      ? []
      : [
          {
            what: 'conversations',
            count: left,
            why: 'The messages of these conversations stay, because the conversations identify somebody else or were not chosen. Data that names the person is deleted.',
          },
        ]),
    ...always,
  ];
}
