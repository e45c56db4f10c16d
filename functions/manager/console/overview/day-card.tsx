import { useFormats, useTexts } from '../language/language-context.tsx';
import { seriesColour } from './category-overview.ts';
import type { ExpiryDay } from './expiry-days.ts';
import { overviewTexts } from './overview-texts.ts';

const gap = 10;

/**
 * Shows the numbers of the selected day next to the bar of this day, on the side with more room.
 */
export function DayCard(props: {
  readonly day: ExpiryDay;
  readonly band: { readonly left: number; readonly width: number };
  readonly width: number;
}) {
  const { record } = useTexts(overviewTexts);
  const formats = useFormats();
  const { day, band, width } = props;
  const side =
    band.left + band.width / 2 < width / 2
      ? { left: `${band.left + band.width + gap}px` }
      : { right: `${width - band.left + gap}px` };
  const parts = day.parts.filter(({ count }) => count > 0).toReversed();
  return (
    <div className="day-card" style={side} aria-hidden="true">
      <p className="day-card-title">{formats.utcLongDay(day.date)}</p>
      <p>{formats.plural(day.total, record)}</p>
      <table>
        <tbody>
          {parts.map(({ category, count }) => (
            <tr key={category.id}>
              <td>
                <span className="swatch" style={{ background: seriesColour(category) }} />
                {category.title}
              </td>
              <td>{formats.count(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
