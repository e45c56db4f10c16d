import { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { Counts } from './erasure.ts';
import type { Found } from './find-subject.ts';
import { fateOf, type Keeping, keptCount } from './keeping.ts';

/** Something that an erasure leaves, and why that is right. */
export type Stay = { readonly what: string; readonly why: string; readonly count?: number };

const always: readonly Stay[] = [
  {
    what: 'free_text_of_others',
    why: 'Free text is encrypted and not searched: what others have written about the person stays until it expires.',
  },
  {
    what: 'sums',
    why: 'How many prizes were given and how many winners a draw had are numbers that hold nobody, and the tokens in a draw’s list of entrants lead to nobody any more. What was given stays given.',
  },
  {
    what: 'manager_log',
    why: 'It tells what managers did, and names records and fields, never values. It leaves 180 days after each entry.',
  },
  {
    what: 'backups',
    why: 'Copies in backups of the database are gone 7 days later at most.',
  },
];

function countOf(fates: readonly string[], fate: ReturnType<typeof fateOf>): number {
  return fates.filter((each) => each === fate).length;
}

/** What would stay if all that was found were erased. */
export function staysOf({ documents, conversations }: Found, keeping: Keeping): Stay[] {
  const fates = documents.map(({ document }) => fateOf(keeping, document));
  const [kept, restricted] = [countOf(fates, 'moves'), countOf(fates, 'stays')];
  const codes = documents.filter(({ document }) => document.ref.collection === couponCodes.id);
  const left = conversations.filter(({ drawnIn }) => !drawnIn);
  return stays({ codes: codes.length, left: left.length, kept, restricted });
}

/** What an erasure has left. @param left conversations and restricted records that were left */
export function staysAfter(
  counts: Counts,
  left: { readonly conversations: number; readonly restricted: number },
): Stay[] {
  const codes = counts.get(couponCodes.id) ?? 0;
  const kept = counts.get(keptCount) ?? 0;
  return stays({ codes, left: left.conversations, kept, restricted: left.restricted });
}

/** How much stays of each kind. */
type Staying = {
  readonly codes: number;
  readonly left: number;
  readonly kept: number;
  readonly restricted: number;
};

function stays({ codes, left, kept, restricted }: Staying): Stay[] {
  return [
    ...(codes === 0
      ? []
      : [
          {
            what: 'used_codes',
            count: codes,
            why: 'That a code was used stays as a bare mark, so that nobody is given it again. Who used it is gone.',
          },
        ]),
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
