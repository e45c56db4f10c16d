import { areaY, axisX, axisY, dot, gridY, line, plot, ruleX } from '@observablehq/plot';
import type { Formats } from '../language/create-formats.ts';
import type { Point } from './forecast.ts';

const height = 180;
const dayMs = 24 * 3_600_000;

export type BurnInput = {
  readonly stock: readonly Pick<Point, 'at' | 'left'>[];
  readonly now: Date;
  /** The day on which the stock will be empty, if customers use codes at the present pace. */
  readonly empty: Date | undefined;
  readonly width: number;
  readonly formats: Formats;
};

/** Draws how the stock has fallen, and how it will fall at the present pace. */
export function drawBurn({ stock, now, empty, width, formats }: BurnInput): Element {
  const left = stock.at(-1)?.left ?? 0;
  const ahead =
    empty === undefined
      ? []
      : [
          { at: now, left },
          { at: empty, left: 0 },
        ];
  const first = stock[0]?.at ?? now;
  const from = new Date(Math.min(first.getTime(), now.getTime() - 7 * dayMs));
  const until = new Date(Math.max(empty?.getTime() ?? 0, now.getTime() + dayMs));
  const svg = plot({
    width,
    height,
    marginLeft: 44,
    marginRight: 12,
    marginTop: 12,
    marginBottom: 28,
    className: 'burn-plot',
    x: { type: 'utc', domain: [from, until], label: null },
    y: { nice: true, zero: true, label: null },
    marks: [
      gridY({ ticks: 3, className: 'expiry-grid' }),
      axisY({ ticks: 3, tickSize: 0, tickFormat: formats.compact }),
      axisX({
        ticks: Math.max(2, Math.floor(width / 110)),
        tickFormat: (at: Date) => formats.utcDay(at.toISOString()),
        tickSize: 0,
        tickPadding: 8,
      }),
      areaY(stock, { x: 'at', y: 'left', className: 'burn-area' }),
      line(stock, { x: 'at', y: 'left', className: 'burn-line' }),
      line(ahead, { x: 'at', y: 'left', strokeDasharray: '4 4', className: 'burn-ahead' }),
      dot(ahead.slice(1), { x: 'at', y: 'left', r: 4, className: 'burn-empty' }),
      ruleX([now], { className: 'burn-now' }),
    ],
  });
  // The page's policy allows no inline style, so the chart's own style element is removed. The
  // style sheet contains the rules for the chart.
  svg.querySelector('style')?.remove();
  return svg;
}
