import { type KeyboardEvent, useRef, useState } from 'react';
import { useFormats, useLanguage, useTexts } from '../language/language-context.tsx';
import type { ArchivedRecord } from '../parts/archive/record-archive.tsx';
import { categoryWords, collectionTitles } from '../parts/category-words.ts';
import { useWidth } from '../parts/use-width.ts';
import { ClockDrawing } from './clock-drawing.tsx';
import { personTexts } from './person-texts.ts';
import { type Bar, placeBars } from './place-bars.ts';
import { RecordCard } from './record-card.tsx';
import { RecordsTable } from './records-table.tsx';
import type { ListedRecord } from './use-preview.ts';

const order = Object.keys(categoryWords);

const steps: { readonly [key: string]: (index: number, last: number) => number } = {
  ArrowDown: (index) => index + 1,
  ArrowRight: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  ArrowLeft: (index) => index - 1,
  Home: () => 0,
  End: (_, last) => last,
};

type ClockProps = {
  readonly records: readonly ListedRecord[];
  /** The number of all records of the person. `records` may contain fewer. */
  readonly count: number;
  readonly now: Date;
  readonly onChanged: (kept?: ArchivedRecord) => void;
};

/**
 * Shows the listed records of a person on one time axis. Each bar ends at the expiry of its
 * records.
 */
export function PersonClock({ records, count, now, onChanged }: ClockProps) {
  const { clock, record } = useTexts(personTexts);
  const formats = useFormats();
  const { language } = useLanguage();
  const canvas = useRef<HTMLDivElement>(null);
  const width = useWidth(canvas);
  const [index, setIndex] = useState(0);
  const lanes = placeBars(records, order);
  const bars = lanes.flatMap((lane) => lane.bars);
  const last = bars.length - 1;
  const chosen = bars[Math.min(index, last)];
  const press = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setIndex(Math.min(last, Math.max(0, step(Math.min(index, last), last))));
  };
  const say = (bar: Bar<ListedRecord>) => {
    const [{ collection, created_at, expires_at }] = bar.records;
    const title = collectionTitles[collection]?.[language] ?? collection;
    const much = formats.plural(bar.records.length, record);
    return `${title}: ${much}, ${clock.stored} ${formats.date(created_at)}, ${clock.goes} ${formats.distance(expires_at, now)}`;
  };
  const [first] = records;
  return (
    <section className="panel clock" aria-labelledby="clock-title">
      <header className="panel-heading">
        <h2 id="clock-title">{clock.title}</h2>
        <p>
          {clock.lead(formats.plural(count, record), lanes.length)}{' '}
          {first !== undefined && clock.next(formats.distance(first.expires_at, now))}
        </p>
      </header>
      {chosen !== undefined && (
        <div
          className="clock-canvas"
          ref={canvas}
          role="slider"
          tabIndex={0}
          aria-label={clock.slider}
          aria-orientation="vertical"
          aria-valuemin={1}
          aria-valuemax={bars.length}
          aria-valuenow={Math.min(index, last) + 1}
          aria-valuetext={say(chosen)}
          onKeyDown={press}
        >
          {width > 0 && (
            <ClockDrawing
              lanes={lanes}
              width={width}
              now={now}
              chosen={chosen}
              choose={(bar) => setIndex(bars.indexOf(bar))}
            />
          )}
        </div>
      )}
      {chosen !== undefined && <RecordCard bar={chosen} now={now} onChanged={onChanged} />}
      {records.length < count && (
        <p className="soft">{clock.many(formats.count(records.length))}</p>
      )}
      <RecordsTable records={records} now={now} />
    </section>
  );
}
