import { expectTypeOf, test } from 'vitest';
import type * as z from 'zod';
import type { problemTable } from '#shared/base/problems/problem-table.ts';
import type { chatMessages } from '#shared/categories/chat-messages.ts';
import type { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { customers } from '#shared/categories/customers.ts';
import type { Category, RecordOf } from '#shared/categories/define-category.ts';
import type { loyaltyRedemptions } from '#shared/categories/loyalty-redemptions.ts';
import type { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import type { managerLog } from '#shared/categories/manager-log.ts';
import type { marketingConsents } from '#shared/categories/marketing-consents.ts';
import type { messengerSessions } from '#shared/categories/messenger-sessions.ts';
import type { nluMessages } from '#shared/categories/nlu-messages.ts';
import type { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import type { runtimeLog } from '#shared/categories/runtime-log.ts';
import type { variables } from '#shared/categories/variables.ts';
import type { CategoryShape } from './category-types.ts';
import type { ClientCategories } from './client-categories.ts';
import type { MayflyProblem } from './mayfly-problem.ts';

type Declared = {
  readonly chatMessages: typeof chatMessages;
  readonly nluMessages: typeof nluMessages;
  readonly messengerSessions: typeof messengerSessions;
  readonly runtimeLog: typeof runtimeLog;
  readonly customers: typeof customers;
  readonly managerLog: typeof managerLog;
  readonly variables: typeof variables;
  readonly marketingConsents: typeof marketingConsents;
  readonly couponCodes: typeof couponCodes;
  readonly loyaltyTransactions: typeof loyaltyTransactions;
  readonly loyaltyRedemptions: typeof loyaltyRedemptions;
  readonly raffleParticipations: typeof raffleParticipations;
};

type Names<C extends Category, Shape> = {
  [K in keyof C['fields']]: C['fields'][K] extends Shape ? K : never;
}[keyof C['fields']];
type Sent<C extends Category, K extends keyof C['fields']> = z.input<C['fields'][K]['schema']>;
type ByCaller = { readonly setBy: 'caller' };
type Required = ByCaller & { readonly required: true };
type OwnExpiry<C extends Category> = C['retention'] extends
  | { readonly basis: 'own_expiry' }
  | { readonly chosen: true }
  ? { expires_at?: string }
  : unknown;

/**
 * The fields of a new record. A required id is always among them, even if callers may send another
 * field instead.
 */
type Whole<C extends Category> = { [K in Names<C, Required>]: Sent<C, K> } & {
  [K in Names<C, ByCaller & { readonly required: false }>]?: Sent<C, K>;
} & OwnExpiry<C>;

/**
 * Pairs of fields: a required id, and the text of another system that a caller may send instead of
 * this id.
 */
type Replaced<C extends Category> = {
  [K in keyof C['fields']]: C['fields'][K] extends { readonly inPlaceOf: infer Id }
    ? Id extends Names<C, Required>
      ? { readonly external: K; readonly id: Id }
      : never
    : never;
}[keyof C['fields']];
type OneOf<A extends PropertyKey, B extends PropertyKey> =
  | ({ [K in A]: string } & { [K in B]?: never })
  | ({ [K in B]: string } & { [K in A]?: never });

/**
 * The type of a new record, derived from the zod schemas of a category. It has exactly one field of
 * each pair in {@link Replaced}.
 */
type Creation<C extends Category> = [Replaced<C>] extends [never]
  ? Whole<C>
  : Omit<Whole<C>, Replaced<C>['external'] | Replaced<C>['id']> &
      OneOf<Replaced<C>['external'], Replaced<C>['id'] & PropertyKey>;
type Correction<C extends Category> = {
  [K in Exclude<Names<C, ByCaller>, Names<C, { readonly correctable: false }>>]?: K extends Names<
    C,
    Required
  >
    ? Sent<C, K>
    : Sent<C, K> | null;
} & OwnExpiry<C>;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

type Compared<Shape extends CategoryShape, C extends Category> = {
  readonly record: Same<Shape['record'], RecordOf<C>>;
  readonly create: Same<Shape['create'], C['createdBy'] extends 'caller' ? Creation<C> : never>;
  readonly correction: Same<
    Shape['correction'],
    C['correctable'] extends true ? Correction<C> : never
  >;
  readonly equal: Same<Shape['equal'], Names<C, { readonly filter: 'equal' }>>;
  readonly range: Same<Shape['range'], Names<C, { readonly filter: 'range' }>>;
  readonly lookup: Same<Shape['lookup'], Names<C, { readonly lookup: string }>>;
};

type AllSame = { readonly [part in keyof Compared<CategoryShape, Category>]: true };

test('for each category the client has the types that follow from the category’s declaration', () => {
  type Every = { [N in keyof ClientCategories]: Compared<ClientCategories[N], Declared[N]> };
  expectTypeOf<Every>().toEqualTypeOf<{ [N in keyof Declared]: AllSame }>();
});

test('the code of a problem is a code of the table of problems, or `unknown`', () => {
  type Code = keyof typeof problemTable | 'unknown';
  expectTypeOf<MayflyProblem['code']>().toEqualTypeOf<Code>();
});
