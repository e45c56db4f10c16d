import { useFormats, useLanguage, useTexts } from '../language/language-context.tsx';
import { categoryWords, collectionTitles } from '../parts/category-words.ts';
import { Fuse } from '../parts/fuse.tsx';
import { describeFacts } from './describe-record.ts';
import { personTexts } from './person-texts.ts';
import { RecordMarks, useFoundBy } from './record-card.tsx';
import type { ListedRecord } from './use-preview.ts';

/** Shows the records of the time axis as a table. */
export function RecordsTable(props: {
  readonly records: readonly ListedRecord[];
  readonly now: Date;
}) {
  const { clock } = useTexts(personTexts);
  const formats = useFormats();
  const { language } = useLanguage();
  const foundBy = useFoundBy();
  return (
    <details className="numbers records">
      <summary>{clock.table}</summary>
      <div className="scroll" tabIndex={0} role="region" aria-label={clock.table}>
        <table>
          <thead>
            <tr>
              {clock.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {props.records.map((record) => (
              <tr key={`${record.collection} ${record.id}`}>
                <th scope="row">
                  {collectionTitles[record.collection]?.[language] ?? record.collection}{' '}
                  <RecordMarks record={record} />
                </th>
                <td>{formats.moment(record.created_at)}</td>
                <td>
                  <Fuse from={record.created_at} until={record.expires_at} now={props.now} />
                </td>
                <td>{foundBy(record.why)}</td>
                <td>
                  {describeFacts(record, categoryWords[record.category], { language, formats })
                    .map(({ label, value }) => `${label}: ${value}`)
                    .join(' · ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
