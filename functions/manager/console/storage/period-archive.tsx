import { useState } from 'react';
import { type Language, languages } from '../language/define-texts.ts';
import { useLanguage, useTexts } from '../language/language-context.tsx';
import { ArchiveOutcome } from '../parts/archive/archive-outcome.tsx';
import { archiveTexts } from '../parts/archive/archive-texts.ts';
import { useArchive } from '../parts/archive/use-archive.ts';
import { ArchiveNotice } from '../parts/archive-notice.tsx';
import { categoryWords } from '../parts/category-words.ts';
import { DateRangeFilter } from '../parts/filters/date-range-filter.tsx';
import { createdBetween, type DayRange } from '../parts/filters/day-range.ts';
import { SelectField } from '../parts/select-field.tsx';
import { shellTexts } from '../shell/shell-texts.ts';
import { storageTexts } from './storage-texts.ts';

/**
 * The categories from which owners can make an archive. The manager log is left out, because it has
 * its own export.
 */
const categories = Object.entries(categoryWords).filter(([id]) => id !== 'manager_log');

/**
 * Lets owners make a signed archive of one category: all records that were created in a period. The
 * page shows the archive's password once.
 */
export function PeriodArchive() {
  const texts = useTexts(storageTexts).archive;
  const archive = useTexts(archiveTexts);
  const shell = useTexts(shellTexts);
  const { language } = useLanguage();
  const [category, setCategory] = useState(categories[0]?.[0] ?? '');
  const [days, setDays] = useState<DayRange>({});
  const [spoken, speak] = useState<Language>(language);
  const { state, make, stop } = useArchive();
  const isWorking = state.is === 'working';
  const begin = () => {
    const path = categoryWords[category]?.path ?? category;
    const period = { category, ...createdBetween(days) };
    void make(`period-${path}`, { period, language: spoken });
  };
  return (
    <section className="panel stack" aria-labelledby="period-archive-title">
      <div>
        <h2 id="period-archive-title">{texts.title}</h2>
        <p className="soft">{texts.lead}</p>
      </div>
      <div className="form-row">
        <SelectField
          label={texts.category}
          value={category}
          options={categories.map(([id, { title }]) => ({ id, label: title[language] }))}
          change={setCategory}
        />
        <DateRangeFilter value={days} change={setDays} />
        <SelectField<Language>
          label={archive.language}
          value={spoken}
          options={languages.map((each) => ({ id: each, label: shell.languages[each] }))}
          change={speak}
        />
      </div>
      <p className="soft">{texts.hint}</p>
      <ArchiveNotice />
      <ArchiveOutcome state={state} stop={stop} invalid={texts.tooMany} />
      <div className="actions">
        <button
          className="button"
          type="button"
          aria-disabled={isWorking}
          onClick={() => void (isWorking || begin())}
        >
          {texts.save}
        </button>
      </div>
    </section>
  );
}
