import { useState } from 'react';
import type { StorageOverview } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { ExpiryChart } from './expiry-chart.tsx';
import { listExpiring, listExpiryDays } from './expiry-days.ts';
import { ExpiryLegend } from './expiry-legend.tsx';
import { ExpiryTable } from './expiry-table.tsx';
import { overviewTexts } from './overview-texts.ts';

/**
 * Shows the section «What expires when»: the chart, its legend, and the same numbers as a table.
 */
export function ExpirySection({ overview }: { readonly overview: StorageOverview }) {
  const { expiry, record } = useTexts(overviewTexts);
  const formats = useFormats();
  const [only, setOnly] = useState<string>();
  const days = listExpiryDays(overview);
  const expiring = listExpiring(overview);
  const total = days.reduce((sum, day) => sum + day.total, 0);
  const later = overview.categories.reduce((sum, category) => sum + category.expires_later, 0);
  const shown = expiring.some(({ id }) => id === only) ? only : undefined;
  return (
    <section className="panel" aria-labelledby="expiry-title">
      <div className="panel-heading">
        <h2 id="expiry-title">{expiry.title}</h2>
        <p>
          {expiry.summary(
            formats.plural(total, record),
            days.length,
            formats.plural(later, record),
          )}
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
