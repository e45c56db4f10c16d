import type { builders, operators, schedulerAccount } from '../manifest.ts';

/**
 * The accounts that no function uses: those of builds, of people's commands, and of the Scheduler.
 */
export type AccountName =
  | (typeof builders)[number]['name']
  | (typeof operators)[number]['name']
  | typeof schedulerAccount;

/** For each of these accounts: what a thief of its credential can do, and what limits the thief. */
export const accountThreats: { readonly [name in AccountName]: string } = {
  builder:
    'The account deploys, so a thief can run any code as any function. So the thief can do everything that all functions together may do: open records of every category, give any right, and delete data keys. Nobody can restore a deleted data key. ' +
    'The account itself cannot change keys or databases, or grants on the project, on accounts, keys or secrets. Audit logs of Cloud Run name each deployment, and `npm run infra -- check` finds services that the manifest does not name. Nothing else in Mayfly limits this thief. So only people who may change the code should start its builds.',
  packer:
    'The account builds images, so a thief can put other code into an image during its build. That code then runs as the image’s function. The thief can read uploaded bundles, which contain no data. The thief can reach no database, no key and no secret. ' +
    'A revision names its image by digest, so running revisions do not change.',
  scheduler:
    'The account has no role, and Google makes its tokens. A thief with such a token can call the tasks. The tasks delete expired data, carry out tenants’ decisions, seal the log, send notices, and renew the wrapping of keys. Cloud Scheduler starts all of them regularly anyway. The thief can read counts, but no record.',
  verifier:
    'A thief can read the stored manager log: the tenants, the actions with their times, and the encrypted actors and addresses. The thief can also read wrapped data keys, wrapped lookup secrets, the ledger and receipts. The thief can decrypt nothing and change nothing.',
  restorer:
    'The account has its grants only during a restore. A thief can then read the unencrypted fields of every record in the restored database, and can change and delete all records there. The thief can also make the restored database look like the database in use. The account may update every document in `mayfly-keys`. So the thief can overwrite data keys, which nobody can restore, and can change receipts and entries of the ledger. The thief can decrypt nothing. The backup stays complete, so it can be restored again. But nobody can decrypt a record whose data key was overwritten.',
  deployer: 'A thief can fetch a public key, which is no secret.',
};
