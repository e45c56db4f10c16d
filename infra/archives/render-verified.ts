import type {
  ArchiveFault,
  VerifiedArchive,
} from '#shared/subjects/archive/signature/verify-archive.ts';

const faultWords: { readonly [fault in ArchiveFault['fault']]: string } = {
  'not-signed': 'is missing: this archive is not signed',
  'signature-wrong': 'was not signed with these keys',
  'file-missing': 'is missing',
  'file-changed': 'was changed',
  'file-added': 'was not signed',
};

/** Returns lines of text that tell people the result of the check. */
export function renderVerified({ statement, keyId, faults }: VerifiedArchive): string[] {
  const found = faults.map(({ fault, name }) => `! ${name} ${faultWords[fault]}.`);
  if (statement === undefined) return [...found, 'Not in order.'];
  const { tenant, archive, made_at, kind, asked_by, category, records, files } = statement;
  const { created_after: from, created_before: before } = statement;
  const { withheld = 0 } = statement;
  const without = withheld === 0 ? '' : `, ${withheld} of them without their text`;
  const period = `${category}, created from ${from ?? 'the beginning'} until ${before ?? 'the archive was made'}`;
  return [
    `Archive ${archive} of ${tenant}, made ${made_at}, signed with ${keyId}.`,
    `${kind}, ${records} records${without}, ${files.length} files; selected by ${category === undefined ? asked_by.join(', ') : period}.`,
    ...found,
    faults.length === 0 ? 'All is in order: complete and unchanged.' : 'Not in order.',
  ];
}
