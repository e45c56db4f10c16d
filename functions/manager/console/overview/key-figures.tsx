import type { StorageOverview } from '#shared/client/schemas.ts';
import type { Formats } from '../language/create-formats.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { type OverviewTexts, overviewTexts } from './overview-texts.ts';
import { sumFigures } from './sum-figures.ts';

type Figure = {
  readonly label: string;
  readonly count: number;
  readonly note: string;
  readonly tone?: 'good' | 'attention';
};

function listFigures(
  texts: OverviewTexts['figures'],
  formats: Formats,
  overview: StorageOverview,
): Figure[] {
  const { live, today, soon, overdue, inUse } = sumFigures(overview);
  const late = { label: texts.overdue, count: overdue };
  return [
    { label: texts.live, count: live, note: texts.liveNote },
    { label: texts.today, count: today, note: texts.todayNote },
    { label: texts.soon, count: soon, note: texts.soonNote },
    overdue === 0
      ? { ...late, note: texts.overdueNone, tone: 'good' }
      : { ...late, note: texts.overdueSome, tone: 'attention' },
    {
      label: texts.inUse,
      count: inUse,
      note: texts.of(formats.count(overview.categories.length)),
    },
  ];
}

export function KeyFigures({ overview }: { readonly overview: StorageOverview }) {
  const { figures } = useTexts(overviewTexts);
  const formats = useFormats();
  return (
    <section aria-label={figures.label}>
      <dl className="figures">
        {listFigures(figures, formats, overview).map(({ label, count, note, tone }) => (
          <div key={label} className="figure" data-tone={tone}>
            <dt>{label}</dt>
            <dd>
              <span className="figure-count">{formats.count(count)}</span>
              <span className="figure-note">{note}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
