import type { FunctionName } from '../manifest.ts';

const ofRecords =
  'Firestore grants by database and not by collection: whoever may change and delete records of one category may do so with all of them, though only encrypt and decrypt its own. ' +
  'It may also invent an erasure that `erase` then signs a receipt of, and add decoys among the receipts, which are passed over; it changes no receipt. ' +
  'A backup of the day before, kept for seven days, brings records back. An invented entry of the ledger would delete records once more when a backup is restored. So the restore command first tells what the ledger deletes, and needs an agreement where that is unusual; the backup itself stays whole. A decoy beside the data keys is passed over, and costs a few reads until its bucket ends.';

/** The known limits of each function: why they remain, and what reduces them. */
export const knownLimits: { readonly [name in FunctionName]: string } = {
  chat: ofRecords,
  customers: ofRecords,
  nlu: ofRecords,
  messenger: ofRecords,
  'runtime-log': ofRecords,
  variables:
    `${ofRecords} ` +
    'It opens device tokens, so it may unwrap their data keys, and a data key also encrypts. So its thief may make a device token, and with one for `transfer` send invented data to a system of the tenant; log lines of requests show it.',
  consents: ofRecords,
  coupons: ofRecords,
  loyalty: ofRecords,
  raffles: ofRecords,
  'manager-log':
    'It may add to the ledger, so it may invent what a restored backup is to lose; the restore command tells what that is before it deletes anything. It notes when an API key was used, so it may change what lies in that database, records too. It can invent entries like any other function, and change or delete none.',
  subjects:
    'It signs the orders by which a tenant is erased, so its thief can have the keys and rights of any tenant destroyed; those come back from nowhere. ' +
    'It hands persons all that is stored of them, so it decrypts every category but the manager log, whose plain fields it reads, and the requests that they have made; and it erases persons everywhere, so it may delete everywhere. ' +
    'What each archive was asked by stands in the manager log before its first byte. ' +
    'It signs receipts, so its thief signs receipts of what never was, and seals of the manager log, which the same key signs; receipts that are there it can neither change nor delete. The log lines of genuine receipts and seals, kept in a locked bucket, show what was added. ' +
    'A backup of the day before, kept for seven days, brings records back.',
  tenants:
    'It may add to the ledger, so it may invent what a restored backup is to lose; the restore command tells what that is before it deletes anything. It is the function that gives rights, so its thief gives rights: each change of it that went the usual way stands in the manager log, one that did not is seen by comparing members and keys with the log.',
  transfer:
    'Firestore grants by database and not by collection: it keeps device tokens and endpoints beside records, so its thief may change and delete records, and decrypts none. ' +
    'It may also invent an erasure that `erase` then signs a receipt of, and add decoys among the receipts, which are passed over. A backup of the day before, kept for seven days, brings records back. ' +
    'It opens the secrets of endpoints, so its thief may call the systems of tenants in the name of Mayfly, and turn device data elsewhere from then on. It may make device tokens, which open the variables of a conversation; those leave log lines of requests. An owner who sets an endpoint anew replaces its secrets.',
  manager:
    'It may add to the ledger, so it may invent what a restored backup is to lose; the restore command tells what that is before it deletes anything. It signs people in, so its thief is anybody. Sessions last twelve hours at most; the manager log shows what was done with them.',
  purge:
    'It may delete everywhere, because it deletes what has expired everywhere. It raises the stamps by which a restored database is known, so it may write in both databases, and let a backup pass for the database in use.' +
    '  Records come back from a backup; data keys do not, they have none. Log lines show what was cut off the manager log, and which receipts there were.',
  erase:
    'It signs that a retention was shortened, and receipts, and brings expiries nearer, so it may change entries of the log and sign anything. It deletes no entry, and changes no receipt. What it rewrites or invents shows in log lines alone.',
  seal: 'Whoever makes the seals can make other ones, and receipts of what never was. It changes no receipt that is there. It counts what expires, so it may see records, though it decrypts none. It deletes the markers of sealed hours, so it may delete entries. Log lines, kept in a locked bucket, show both.',
  rekey:
    'It renews keys and hashes, so it unwraps every data key and the secrets by which people are looked up, changes records and marks, and destroys data keys; those come back from nowhere. ' +
    'It orders that old versions of keys of Cloud KMS be destroyed, so its thief may order it of a version that wraps. That adds an outage, but no loss: the order can be taken back for 30 days, and the same thief can delete all data keys at once. Audit logs of Cloud KMS name each order. It has no such right on the keys that sign. ' +
    'Cloud Scheduler runs it, and operators alone are let in: it takes records and keys of an older system and which key is retired, and answers counts. It cannot read the manager log, though it could unwrap its keys. ' +
    'It alone holds keys of older systems. It signs what is left of them, so its thief signs receipts of what never was; log lines of genuine ones, kept in a locked bucket, show that.',
  notices:
    'It sends what recipients are told, so its thief reads the hashes that wait for delivery, which tell nothing without the recipient’s matching secret, and the signing secrets: with these it sends forged notices in Mayfly’s name until they are replaced. ' +
    'It notes what became of notices in the database of records, so it may change and delete encrypted records, and decrypts none. It reaches public hosts alone. The manager log and what waits for delivery elsewhere stay as they are; a backup of the day before brings records back.',
};
