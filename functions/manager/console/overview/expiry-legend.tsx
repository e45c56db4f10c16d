import { useFormats, useTexts } from '../language/language-context.tsx';
import { type CategoryOverview, seriesColour } from './category-overview.ts';
import { overviewTexts } from './overview-texts.ts';

/**
 * Shows which colour stands for which category. Pressing a category highlights it in the chart.
 * Pressing it again shows all categories alike.
 */
export function ExpiryLegend(props: {
  readonly categories: readonly CategoryOverview[];
  readonly only: string | undefined;
  readonly onSelect: (id: string | undefined) => void;
}) {
  const texts = useTexts(overviewTexts);
  const formats = useFormats();
  return (
    <ul className="legend" aria-label={texts.expiry.legend}>
      {props.categories.map((category) => {
        const pressed = props.only === category.id;
        const count = category.expires.reduce((sum, day) => sum + day.count, 0);
        return (
          <li key={category.id}>
            <button
              type="button"
              aria-pressed={pressed}
              onClick={() => props.onSelect(pressed ? undefined : category.id)}
            >
              <span className="swatch" style={{ background: seriesColour(category) }} />
              {category.title} <span className="legend-count">{formats.count(count)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
