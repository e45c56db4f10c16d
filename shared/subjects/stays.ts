import { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { Counts } from './erasure.ts';
import type { Found } from './find-subject.ts';

/** Something that an erasure leaves, and why that is right. */
export type Stay = { readonly what: string; readonly why: string; readonly count?: number };

const always: readonly Stay[] = [
  {
    what: 'free_text_of_others',
    why: 'Free text is encrypted and not searched: what others have written about the person stays until it expires.',
  },
  {
    what: 'sums',
    why: 'How many prizes were given and how many winners a draw had are numbers that hold nobody. What was given stays given.',
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

/** What would stay if all that was found were erased. */
export function staysOf({ documents, conversations }: Found): Stay[] {
  const codes = documents.filter(({ document }) => document.ref.collection === couponCodes.id);
  const left = conversations.filter(({ drawnIn }) => !drawnIn);
  return stays(codes.length, left.length);
}

/** What has stayed after an erasure. @param left conversations that were left */
export function staysAfter(counts: Counts, left: number): Stay[] {
  return stays(counts.get(couponCodes.id) ?? 0, left);
}

function stays(codes: number, left: number): Stay[] {
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
