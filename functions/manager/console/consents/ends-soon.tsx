import type { ConsentSummary } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { mayExport } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { consentsTexts } from './consents-texts.ts';

/** Warns of consents whose proof goes soon and was never exported. */
export function EndsSoon({ summary }: { readonly summary: ConsentSummary }) {
  const { soon, consent } = useTexts(consentsTexts);
  const formats = useFormats();
  const { membership } = useSession();
  const { within_days: days, count, never_exported: never } = summary.ends_soon;
  const upTo = summary.exported_up_to;
  const exported = upTo === null ? soon.notYet : soon.upTo(formats.moment(upTo));
  if (count === 0)
    return (
      <p className="soft">
        {soon.none(days)} {exported}
      </p>
    );
  const title = soon.title(formats.plural(count, consent), days);
  if (never === 0)
    return (
      <p className="soft">
        {title}. {soon.allExported} {exported}
      </p>
    );
  return (
    <section className="panel stale" role="status">
      <div>
        <h2 className="warning-title">
          {title}. {soon.never(formats.count(never))}.
        </h2>
        <p>
          {soon.neverDetail} {exported} {!mayExport(membership?.role) && soon.ask}
        </p>
      </div>
    </section>
  );
}
