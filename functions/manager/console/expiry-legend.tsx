import { type CategoryOverview, formatCount, seriesColour } from './format-values.ts';

/** Names the colours; pressing a category brings it out of the chart, pressing it again brings all back. */
export function ExpiryLegend(props: {
  readonly categories: readonly CategoryOverview[];
  readonly only: string | undefined;
  readonly onSelect: (id: string | undefined) => void;
}) {
  return (
    <ul class="legend" aria-label="Categories in the chart; press one to bring it out">
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
              <span class="swatch" style={{ background: seriesColour(category) }} />
              {category.title} <span class="legend-count">{formatCount(count)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
