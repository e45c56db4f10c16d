import type { Erasure } from '#shared/client/schemas.ts';
import type { Formats } from '../language/create-formats.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { erasureTexts } from './erasure-texts.ts';

type Told = Pick<Erasure, 'recipients' | 'status' | 'notices_receipt_number' | 'notices_not_taken'>;

type Words = {
  readonly formats: Formats;
  readonly texts: (typeof erasureTexts)['en']['recipients'];
};

/** Says whether the recipients were told of an erasure. Nobody is told of a cancelled erasure. */
export function describeTold(
  { formats, texts }: Words,
  { recipients, status, notices_receipt_number: receipt, notices_not_taken: missed }: Told,
): string {
  const names = recipients.join(', ');
  if (recipients.length === 0 || status === 'cancelled') return texts.none;
  if (status !== 'complete') return texts.later(names);
  if (receipt === null) return texts.waiting(names);
  const number = formats.count(receipt);
  if (missed === null || missed === 0) return texts.told(names, number);
  return texts.missed(formats.plural(missed, texts.notices), names, number);
}

/** Returns a function that says whether the recipients were told of an erasure. */
export function useRecipientsTold(): (erasure: Erasure) => string {
  const { recipients: texts } = useTexts(erasureTexts);
  const formats = useFormats();
  return (erasure) => describeTold({ formats, texts }, erasure);
}
