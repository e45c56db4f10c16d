import { useState } from 'preact/hooks';
import type { StorageOverview } from '#shared/processing/storage/describe-storage.ts';
import { ExpiryChart } from './expiry-chart.tsx';
import { listExpiring, listExpiryDays } from './expiry-days.ts';
import { ExpiryLegend } from './expiry-legend.tsx';
import { ExpiryTable } from './expiry-table.tsx';
import { formatPlural } from './format-values.ts';

/** «What expires when»: the chart, its legend, and the same numbers as a table. */
export function ExpirySection({ overview }: { overview: StorageOverview }) {
  const [only, setOnly] = useState<string>();
  const days = listExpiryDays(overview);
  const expiring = listExpiring(overview);
  const total = days.reduce((sum, day) => sum + day.total, 0);
  const later = overview.categories.reduce((sum, category) => sum + category.expires_later, 0);
  const shown = expiring.some(({ id }) => id === only) ? only : undefined;
  return (
    <section class="panel" aria-labelledby="expiry-title">
      <div class="panel-heading">
        <h2 id="expiry-title">What expires when</h2>
        <p>
          {formatPlural(total, 'record')} within the next {days.length} days,{' '}
          {formatPlural(later, 'record')} later
        </p>
      </div>
      {total > 0 && (
        <>
          <ExpiryChart days={days} categories={expiring} only={shown} />
          <ExpiryLegend categories={expiring} only={shown} onSelect={setOnly} />
          <ExpiryTable days={days} categories={expiring} />
        </>
      )}
    </section>
  );
}
