import type { ExpiryDay } from './expiry-days.ts';
import { formatCount, formatLongDay, formatPlural, seriesColour } from './format-values.ts';

const gap = 10;

/** The numbers of the day that is pointed at, on the side of it that has more room. */
export function DayCard(props: {
  readonly day: ExpiryDay;
  readonly band: { readonly left: number; readonly width: number };
  readonly width: number;
}) {
  const { day, band, width } = props;
  const side =
    band.left + band.width / 2 < width / 2
      ? { left: `${band.left + band.width + gap}px` }
      : { right: `${width - band.left + gap}px` };
  const parts = day.parts.filter(({ count }) => count > 0).toReversed();
  return (
    <div class="day-card" style={side} aria-hidden="true">
      <p class="day-card-title">{formatLongDay(day.date)}</p>
      <p>{formatPlural(day.total, 'record')}</p>
      <table>
        <tbody>
          {parts.map(({ category, count }) => (
            <tr key={category.id}>
              <td>
                <span class="swatch" style={{ background: seriesColour(category) }} />
                {category.title}
              </td>
              <td>{formatCount(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
