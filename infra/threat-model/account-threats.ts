import type { builders, operators, schedulerAccount } from '../manifest.ts';

/** Every account that no function runs as. */
export type AccountName =
  | (typeof builders)[number]['name']
  | (typeof operators)[number]['name']
  | typeof schedulerAccount;

/** What a thief of such an account can do, and what limits it. */
export const accountThreats: { readonly [name in AccountName]: string } = {
  builder:
    'It deploys, so its thief runs code of their own as any function. They can read, change and destroy whatever all functions together may: they open records of every category, give themselves any right, and delete data keys, which come back from nowhere. ' +
    'By itself the account changes no grant, no key and no database. Audit logs of Cloud Run name each deployment, and `check` finds services that are not of the manifest. Nothing in Mayfly limits this thief further: let only those start its builds who may change the code.',
  packer:
    'It builds images, so its thief can put other code into an image that is being built, which then runs as that function. They can read uploaded bundles, which hold no data. They reach no database, no key and no secret. ' +
    'A revision keeps its image by digest, so what runs already does not change.',
  scheduler:
    'It has no role, and Google makes its tokens. A thief who gets one calls the tasks: they delete what has expired, carry out what tenants have decided, seal and wrap keys anew. All of that happens every few minutes anyway. They read counts, and no record.',
  verifier:
    'Its thief can read the manager log as it is stored: which tenants there are, what was done when, and encrypted actors and addresses. They can read wrapped data keys, wrapped lookup secrets, the ledger and receipts. They open none of it and change nothing.',
  restorer:
    'It has its grants only while a database is restored. Its thief can then read the plain fields of every record in the restored database, change and delete all of them, and let that database pass for the one in use. They open nothing. The backup stays whole, so it can be restored again.',
  deployer: 'Its thief can fetch a public key. Every function is told that key anyway.',
};
