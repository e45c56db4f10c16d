import type { StorageOverview } from '#shared/processing/storage/describe-storage.ts';
import { formatCount } from './format-values.ts';
import { sumFigures } from './sum-figures.ts';

type Figure = {
  readonly label: string;
  readonly count: number;
  readonly note: string;
  readonly tone?: 'good' | 'attention';
};

function listFigures(overview: StorageOverview): Figure[] {
  const { live, today, soon, overdue, inUse } = sumFigures(overview);
  return [
    { label: 'Live records', count: live, note: 'readable now' },
    { label: 'Expiring today', count: today, note: 'until midnight UTC' },
    { label: 'Expiring within 7 days', count: soon, note: 'today included' },
    overdue === 0
      ? { label: 'Overdue', count: 0, note: 'nothing awaits deletion', tone: 'good' }
      : {
          label: 'Overdue',
          count: overdue,
          note: 'out of sight, awaiting deletion',
          tone: 'attention',
        },
    { label: 'Categories in use', count: inUse, note: `of ${overview.categories.length}` },
  ];
}

export function KeyFigures({ overview }: { overview: StorageOverview }) {
  return (
    <section aria-label="Key figures">
      <dl class="figures">
        {listFigures(overview).map(({ label, count, note, tone }) => (
          <div key={label} class="figure" data-tone={tone}>
            <dt>{label}</dt>
            <dd>
              <span class="figure-count">{formatCount(count)}</span>
              <span class="figure-note">{note}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
