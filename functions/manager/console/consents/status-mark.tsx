import type { MarketingConsents } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { consentsTexts } from './consents-texts.ts';

const tones = { confirmed: 'good', pending: 'plain', withdrawn: 'attention' } as const;

/** Shows the status of a consent, as a word and a colour. */
export function StatusMark({ status }: { readonly status: MarketingConsents['status'] }) {
  const { states } = useTexts(consentsTexts);
  if (status === undefined) return <span className="soft">–</span>;
  return (
    <span className="mark-word" data-tone={tones[status]}>
      {states[status]}
    </span>
  );
}
