import { useFormats, useLanguage, useTexts } from '../language/language-context.tsx';
import { seriesColour } from '../overview/category-overview.ts';
import { categoryWords, collectionTitles } from '../parts/category-words.ts';
import { personTexts } from './person-texts.ts';
import { type Bar, type Lane, spanOf, ticksOf } from './place-bars.ts';
import type { ListedRecord } from './use-preview.ts';

const [barHeight, barGap, titleHeight, laneGap, axisHeight] = [8, 4, 24, 14, 26] as const;
/** The width of a date below the axis, in pixels. */
const labelWidth = 64;
/** A drawing that is narrower (in pixels) shows the number of records without the noun. */
const nounsFrom = 416;
const edge = 8;

export type PersonLane = Lane<ListedRecord>;

type DrawingProps = {
  readonly lanes: readonly PersonLane[];
  readonly width: number;
  readonly now: Date;
  readonly chosen: Bar<ListedRecord> | undefined;
  readonly choose: (bar: Bar<ListedRecord>) => void;
};

function laneHeight({ bars, left }: PersonLane): number {
  const own = titleHeight + bars.length * (barHeight + barGap) + laneGap;
  return left > 0 ? own + titleHeight : own;
}

/** Returns the top of each lane, and the bottom of the last lane. */
function topsOf(lanes: readonly PersonLane[]): number[] {
  const tops = [4];
  for (const lane of lanes) tops.push((tops.at(-1) ?? 0) + laneHeight(lane));
  return tops;
}

/**
 * Draws a lane for each category, with the bars of its records. A bar begins when its records were
 * stored, and ends when they expire. One of the vertical lines is the present.
 */
export function ClockDrawing({ lanes, width, now, chosen, choose }: DrawingProps) {
  const { record, clock } = useTexts(personTexts);
  const formats = useFormats();
  const { language } = useLanguage();
  const tops = topsOf(lanes);
  const height = tops.at(-1) ?? 0;
  const span = spanOf(lanes, now.getTime());
  const inner = Math.max(1, width - 2 * edge);
  const xOf = (at: number) => edge + ((at - span.from) / (span.until - span.from)) * inner;
  const ticks = ticksOf(span, now.getTime(), Math.max(2, Math.floor(inner / labelWidth)));
  const anchorOf = (x: number) => {
    if (x < labelWidth / 2) return 'start';
    return x > width - labelWidth / 2 ? 'end' : 'middle';
  };
  return (
    <svg className="clock-drawing" width={width} height={height + axisHeight} aria-hidden="true">
      {ticks.map((at) => (
        <g key={at} className={at === now.getTime() ? 'clock-tick clock-now' : 'clock-tick'}>
          <line x1={xOf(at)} x2={xOf(at)} y1={0} y2={height} />
          <text x={xOf(at)} y={height + 18} textAnchor={anchorOf(xOf(at))}>
            {at === now.getTime() ? clock.today : formats.brief(new Date(at).toISOString(), now)}
          </text>
        </g>
      ))}
      {lanes.map((lane, index) => {
        const top = tops[index] ?? 0;
        const words = categoryWords[lane.category];
        const colour = seriesColour({ number: words?.number ?? 1 });
        const title = words?.title[language] ?? collectionTitles[lane.category]?.[language];
        return (
          <g key={lane.category}>
            <text className="clock-lane" x={edge} y={top + 15}>
              {title ?? lane.category}
              <tspan className="clock-count">
                {' '}
                {width < nounsFrom ? formats.count(lane.count) : formats.plural(lane.count, record)}
              </tspan>
            </text>
            {lane.bars.map((bar, at) => {
              const y = top + titleHeight + at * (barHeight + barGap);
              const [x, end] = [xOf(bar.from), xOf(bar.until)];
              const isRestricted = bar.records[0].collection.endsWith('_restricted');
              return (
                <g
                  key={bar.key}
                  className="clock-bar"
                  data-chosen={bar === chosen}
                  data-restricted={isRestricted}
                  onPointerDown={() => choose(bar)}
                >
                  <rect
                    className="clock-reach"
                    x={edge}
                    width={inner}
                    y={y - barGap / 2}
                    height={barHeight + barGap}
                  />
                  <rect
                    x={x}
                    y={y}
                    width={Math.max(3, end - x)}
                    height={barHeight}
                    rx={2}
                    fill={colour}
                  />
                  <rect
                    className="clock-gone"
                    x={x}
                    y={y}
                    width={Math.max(0, Math.min(end, xOf(now.getTime())) - x)}
                    height={barHeight}
                    rx={2}
                  />
                  {bar.records.length > 1 && end + 34 < width && (
                    <text className="clock-count" x={end + 6} y={y + barHeight}>
                      {formats.count(bar.records.length)}×
                    </text>
                  )}
                </g>
              );
            })}
            {lane.left > 0 && (
              <text className="clock-count" x={edge} y={top + laneHeight(lane) - laneGap - 6}>
                {clock.more(formats.plural(lane.left, record))}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
