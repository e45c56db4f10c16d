import type { FunctionName } from '../manifest.ts';

const ofRecords =
  'Firestore grants rights for a database, not for a collection. So a function that may change and delete records of its own categories may also change and delete the records of all other categories. It can encrypt and decrypt only records of its own categories. ' +
  'The thief can also add a false erasure, and `erase` then signs a receipt for it. The thief can add invalid receipts, but Mayfly ignores these. The thief cannot change a receipt. ' +
  'The records can be restored from the daily backup, which is kept for seven days. The thief can also add a false deletion to the ledger. A restore would carry it out. So the restore command first lists what the ledger would delete. If the command would delete unusually much, it needs a confirmation. The backup itself stays complete. The thief can also store a false data key for a bucket. Mayfly ignores this key. But until the bucket ends, each process that looks for the bucket’s valid key makes a few more reads.';

/** The limit of a function that may add entries to the ledger. */
const ofLedger =
  'The function may add entries to the ledger. So a thief may add false deletions, which a restore would carry out. The restore command lists all deletions before it deletes anything.';

/** The limit of a function that may also change and delete entries of the ledger. */
const ofWholeLedger = `${ofLedger} The function may also change and delete entries. So a restore may bring back data that was deleted after the backup.`;

/** The known limits of each function: why they exist, and what Mayfly does against them. */
export const knownLimits: { readonly [name in FunctionName]: string } = {
  chat: ofRecords,
  customers: ofRecords,
  nlu: ofRecords,
  messenger: ofRecords,
  'runtime-log': ofRecords,
  variables:
    `${ofRecords} ` +
    'The function opens device tokens, so it may unwrap their data keys. A data key can also encrypt, so a thief can make a device token. With a token for `transfer` the thief can send invented data to a system of the tenant. Log lines of requests show this.',
  consents: ofRecords,
  coupons: ofRecords,
  loyalty: ofRecords,
  raffles: ofRecords,
  'manager-log': `${ofLedger} The function notes in the database \`mayfly\` when an API key was used, so a thief may change all documents in that database, also records. The thief can add false entries to the log, but cannot change or delete an entry.`,
  subjects:
    `${ofLedger} ` +
    'The function signs the orders to erase a tenant. So a thief can order the destruction of any tenant’s keys and rights, and nobody can restore these. ' +
    'The function gives persons all their data. So it can decrypt every category except the manager log, and can decrypt persons’ requests. Of the manager log it can read the unencrypted fields. The function erases persons in every collection of `mayfly`, so it may delete every document there. ' +
    'Before the function sends an archive to a manager or a program, it notes this caller in the manager log. A thief who reads the databases directly leaves no entry in the manager log. ' +
    'The function signs receipts, so a thief can sign false receipts. The same key signs the seals of the manager log, so the thief can sign false seals too. The thief can neither change nor delete existing receipts. The log lines of genuine receipts and seals are in a locked bucket. A comparison with these lines shows which receipts and seals are false. ' +
    'A daily backup, kept for seven days, can restore the records.',
  tenants: `${ofLedger} The function gives rights, so a thief can give rights. The manager log has an entry about each change that a person makes through the API. Neither a change with an API key nor a change that a thief makes directly in the database leaves an entry. To find such changes, compare the members and keys with the log.`,
  transfer:
    `${ofLedger} ` +
    'Firestore grants rights for a database, not for a collection. The device tokens and endpoints are in the database of records, so the thief can change and delete records, but cannot decrypt them. ' +
    'The thief can also add a false erasure, and `erase` then signs a receipt for it. The thief can add invalid receipts, but Mayfly ignores these. The records can be restored from the daily backup, which is kept for seven days. ' +
    'The function opens the secrets of endpoints. So a thief can call the systems of tenants in Mayfly’s name, and can redirect device data that arrives after the theft. To stop this, an owner sets a new signing secret (`renew_signing_secret`) and new credentials for each endpoint. The thief can also make device tokens. With such a token the thief can read the variables of a conversation. Requests with these tokens leave log lines.',
  manager: `${ofLedger} The function signs people in, so a thief can act as any person. Sessions last twelve hours at most. The manager log shows the actions of each session.`,
  purge:
    `${ofWholeLedger} ` +
    'The function deletes expired documents everywhere, so a thief may delete everywhere. The function raises two numbers, one in `mayfly` and one in `mayfly-keys`, by which Mayfly recognises a restored database. So the function may write in both databases, and a thief can make a backup look like the database in use. ' +
    'Records can be restored from a backup, but data keys have no backup. Log lines show which entries of the manager log and which receipts existed.',
  erase:
    `${ofLedger} ` +
    'The function signs receipts, and it signs notes about shortened retentions. So a thief can sign anything with the key `receipts`. If a tenant shortens the retention of its manager log, the function makes the expiries of existing entries earlier. So the function may change entries, and a thief may change them too. The thief can delete no entry and change no receipt. Only log lines show rewritten or added entries.',
  seal:
    `${ofLedger} ` +
    'The function makes the seals with the key that also signs receipts. So a thief can make false seals and false receipts, but cannot change an existing receipt. The function counts expiring records, so a thief may read records, but can decrypt none. Each hour with entries has a small document (a marker), which tells the function that it must seal the hour. The function deletes this marker when the hour is sealed. Firestore grants the right to delete for a whole database, so a thief may delete entries too. Log lines in a locked bucket show false seals and missing entries.',
  rekey:
    `${ofWholeLedger} ` +
    'The function renews keys and hashes. So it can unwrap every data key, and the secrets for the hashes by which people are found. It can also change records and marks, and destroy data keys, which nobody can restore. ' +
    'The function orders the destruction of old versions of KMS keys, so a thief may also order the destruction of a version that is in use. Such an order causes an outage but no loss, because the order can be cancelled for 30 days. But the same thief can immediately delete all data keys. Audit logs of Cloud KMS name each order. The function cannot order the destruction of keys that sign. ' +
    'Only Cloud Scheduler and operators may call the function. Operators send records and keys of an older system, or retire a data key. The answers of the function contain no personal data. The function could unwrap the keys of the manager log, but it cannot read the log. ' +
    'Only this function can open the keys of older systems. It signs the number of records that still need these keys, so a thief can sign false receipts. The log lines in a locked bucket show which receipts are genuine.',
  notices:
    `${ofLedger} ` +
    'The function sends notices, so a thief reads the hashes that wait for delivery. These mean nothing without the recipient’s matching secret. The thief also reads the signing secrets, and can forge notices in Mayfly’s name until these secrets are replaced. ' +
    'The function writes the results of notices into the database of records, so a thief can change and delete records. The thief can decrypt none. The function can reach public hosts only. The thief cannot change the manager log. The records can be restored from the daily backup.',
};
