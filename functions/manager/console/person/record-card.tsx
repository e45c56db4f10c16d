import { useFormats, useLanguage, useTexts } from '../language/language-context.tsx';
import type { ArchivedRecord } from '../parts/archive/record-archive.tsx';
import { categoryWords, collectionTitles } from '../parts/category-words.ts';
import { Fuse } from '../parts/fuse.tsx';
import { maySeeRestricted } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { describeFacts } from './describe-record.ts';
import { personTexts } from './person-texts.ts';
import type { Bar } from './place-bars.ts';
import { RestrictDialog } from './restrict-dialog.tsx';
import type { ListedRecord } from './use-preview.ts';

/** Returns a function that names the identifiers by which a record was found. */
export function useFoundBy() {
  const { names } = useTexts(personTexts);
  return (why: readonly string[]) =>
    why.map((each) => (each in names ? names[each as keyof typeof names] : each)).join(', ');
}

/** Shows labels for the state of a record, such as «restricted». */
export function RecordMarks({ record }: { readonly record: ListedRecord }) {
  const { clock } = useTexts(personTexts);
  const isRestricted = record.collection.endsWith('_restricted');
  const isCopy = !isRestricted && record.collection !== record.category;
  return (
    <>
      {isRestricted && <span className="mark-word">{clock.restricted}</span>}
      {isCopy && <span className="mark-word">{clock.copy}</span>}
      {record.stays && (
        <span className="mark-word" data-tone="attention">
          {clock.stays}
        </span>
      )}
    </>
  );
}

/**
 * Shows the records of a bar: their times, purpose and source, and their fields that are not
 * encrypted.
 */
export function RecordCard(props: {
  readonly bar: Bar<ListedRecord>;
  readonly now: Date;
  /** Called after a record was restricted. `kept` is this record if the person wants it kept. */
  readonly onChanged: (kept?: ArchivedRecord) => void;
}) {
  const { bar, now, onChanged } = props;
  const { membership } = useSession();
  const { clock, record: noun } = useTexts(personTexts);
  const formats = useFormats();
  const { language } = useLanguage();
  const foundBy = useFoundBy();
  const [first] = bar.records;
  const words = categoryWords[first.category];
  const title = collectionTitles[first.collection]?.[language] ?? first.collection;
  const facts = bar.records.length === 1 ? describeFacts(first, words, { language, formats }) : [];
  // Only a single record can be restricted, and only if it is not restricted already.
  const isRestrictable =
    maySeeRestricted(membership?.role) &&
    bar.records.length === 1 &&
    first.collection === first.category;
  return (
    <div className="record-card">
      <p className="record-card-head">
        <strong>{title}</strong>{' '}
        <span className="soft">{formats.plural(bar.records.length, noun)}</span>{' '}
        <RecordMarks record={first} />
      </p>
      <dl className="facts fact-grid">
        <div>
          <dt>{clock.stored}</dt>
          <dd>
            <time dateTime={first.created_at}>{formats.moment(first.created_at)}</time>
          </dd>
        </div>
        <div>
          <dt>{clock.goes}</dt>
          <dd>
            <Fuse from={first.created_at} until={first.expires_at} now={now} />
          </dd>
        </div>
        <div>
          <dt>{clock.foundBy}</dt>
          <dd>{foundBy(first.why)}</dd>
        </div>
        {words !== undefined && (
          <>
            <div>
              <dt>{clock.purpose}</dt>
              <dd>{words.purpose[language]}</dd>
            </div>
            <div>
              <dt>{clock.source}</dt>
              <dd>{words.storedWhen[language]}</dd>
            </div>
          </>
        )}
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isRestrictable && (
        <div className="actions">
          <RestrictDialog key={first.id} record={first} onRestricted={onChanged} />
        </div>
      )}
    </div>
  );
}
