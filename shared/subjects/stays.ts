import { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { Counts } from './erasure.ts';
import type { Found } from './find-subject.ts';
import { fateOf, type Keeping, keptCount } from './keeping.ts';

/** A remainder of an erasure, and the reason for it. */
export type Stay = { readonly what: string; readonly why: string; readonly count?: number };

const managerLog: Stay = {
  what: 'manager_log',
  why: 'It tells what managers did, and names records and fields, never values. It leaves 180 days after each entry.',
};

const backups: Stay = {
  what: 'backups',
  why: 'Copies in backups of the database are gone 7 days later at most.',
};

const sums: Stay = {
  what: 'sums',
  why: 'How many prizes were given and how many winners a draw had are numbers that hold nobody, and the tokens in a draw’s list of entrants lead to nobody any more. What was given stays given.',
};

const alwaysOfPerson: readonly Stay[] = [
  {
    what: 'free_text_of_others',
    why: 'Free text is encrypted and not searched: what others have written about the person stays until it expires.',
  },
  sums,
  managerLog,
  backups,
];

const alwaysOfConversation: readonly Stay[] = [
  {
    what: 'other_conversations',
    why: 'Only this conversation was erased. What the same people have said or stored elsewhere stays until it expires.',
  },
  sums,
  managerLog,
  backups,
];

const alwaysOfCategory: readonly Stay[] = [
  {
    what: 'other_categories',
    why: 'Only this category was erased. What is stored in other categories stays until it expires.',
  },
  {
    what: 'later_records',
    why: 'What was stored in the category after the erasure was accepted stays until it expires.',
  },
  managerLog,
  backups,
];

const codeStock: Stay = {
  what: 'code_stock',
  why: 'Pools stay, and so do the codes in them that nobody was given. They belong to nobody.',
};

const alwaysOfTenant: readonly Stay[] = [
  {
    what: 'proof_of_erasure',
    why: 'This erasure and the receipts of the tenant stay to the end of the third year after and are then deleted. They hold counts, instants and hashes.',
  },
  {
    what: 'tenant_id',
    why: 'The id of the tenant stays, so that nobody else is ever given it.',
  },
  {
    what: 'ledger',
    why: 'The random ids of what was deleted stay for as long as a backup could bring it back, and two days more.',
  },
  {
    what: 'people_of_other_tenants',
    why: 'Members who also belong to another tenant stay members there. Their document still names this tenant, which gives them no right.',
  },
  {
    what: 'sealed_backups',
    why: 'Copies in backups of the database are gone 7 days later at most. The keys of the records are destroyed, so nobody can decrypt copies of them.',
  },
];

function countOf(fates: readonly string[], fate: ReturnType<typeof fateOf>): number {
  return fates.filter((each) => each === fate).length;
}

/** The data that would remain if everything found were erased. */
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
 * The remainders of an erasure. Each scope has its own texts.
 * @param left the number of conversations and restricted records that remain
 */
export function staysAfter(
  { scope, category }: Erased,
  counts: Counts,
  left: { readonly conversations: number; readonly restricted: number },
): Stay[] {
  const codes = counts.get(couponCodes.id) ?? 0;
  // With the tenant, the marks of its used codes are deleted too.
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

/** The number of remainders of each kind. */
type Staying = {
  readonly codes: number;
  readonly left: number;
  readonly kept: number;
  readonly restricted: number;
};

function usedCodes(count: number): Stay[] {
  if (count === 0) return [];
  const why =
    'That a code was used stays as a bare mark, so that nobody is given it again. Who used it is gone.';
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
            why: 'They are kept as a proof on the ground that was stated, restricted until their own expiry. They go with everything else that is restricted once that is asked for.',
          },
        ]),
    ...(restricted === 0
      ? []
      : [
          {
            what: 'restricted_records',
            count: restricted,
            why: 'They are restricted because the person opposed their erasure or needs them for claims, or are kept as a proof. With `restricted_too` they go as well.',
          },
        ]),
    ...(left === 0
      ? []
      : [
          {
            what: 'conversations',
            count: left,
            why: 'Somebody else is identified in them, or they were not chosen: what was said there stays. What names the person goes.',
          },
        ]),
    ...always,
  ];
}
