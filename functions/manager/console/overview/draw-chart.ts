import { axisX, axisY, barY, gridY, plot, ruleY } from '@observablehq/plot';
import type { Formats } from '../language/create-formats.ts';
import { type CategoryOverview, seriesColour } from './category-overview.ts';
import type { ExpiryDay } from './expiry-days.ts';

const height = 300;
const [marginLeft, marginRight] = [44, 4];
/** The width of a date below the axis, in pixels. */
const labelWidth = 64;

export type Chart = {
  readonly svg: Element;
  /** Returns the left edge and the width of a day's place in the chart, in pixels. */
  readonly bandOf: (index: number) => { readonly left: number; readonly width: number };
  /** Returns the index of the day at a distance from the left, in pixels. */
  readonly dayAt: (x: number) => number;
};

export type ChartInput = {
  readonly days: readonly ExpiryDay[];
  readonly categories: readonly CategoryOverview[];
  /** The highlighted category; the others fade. */
  readonly only: string | undefined;
  readonly width: number;
  readonly formats: Formats;
  /** The label of the first day, such as `Today`. */
  readonly todayName: string;
};

/** Draws how many records expire on which day, as bars stacked by category. */
export function drawChart(input: ChartInput): Chart {
  const { days, categories, only, width, formats, todayName } = input;
  const dates = days.map(({ date }) => date);
  const labelEvery = Math.ceil((dates.length * labelWidth) / (width - marginLeft - marginRight));
  const today = dates[0];
  const bars = days.flatMap(({ date, parts }) =>
    parts.map(({ category, count }) => ({ date, count, id: category.id })),
  );
  const svg = plot({
    width,
    height,
    marginLeft,
    marginRight,
    marginTop: 12,
    marginBottom: 28,
    className: 'expiry-plot',
    x: { type: 'band', domain: dates, padding: 0.22, label: null },
    y: { nice: true, label: null },
    color: {
      type: 'ordinal',
      domain: categories.map(({ id }) => id),
      range: categories.map(seriesColour),
    },
    marks: [
      gridY({ ticks: 4, className: 'expiry-grid' }),
      axisY({ ticks: 4, tickSize: 0, tickFormat: formats.compact }),
      axisX({
        ticks: dates.filter((_, index) => index % labelEvery === 0),
        tickFormat: (date: string) => (date === today ? todayName : formats.utcDay(date)),
        tickSize: 0,
        tickPadding: 8,
      }),
      barY(
        bars.filter(({ count }) => count > 0),
        {
          x: 'date',
          y: 'count',
          fill: 'id',
          fillOpacity: ({ id }: { id: string }) => (only === undefined || only === id ? 1 : 0.14),
          order: categories.map(({ id }) => id),
          className: 'expiry-bars',
        },
      ),
      ruleY([0], { className: 'expiry-floor' }),
    ],
  });
  // The library adds a `style` element, which the page's content security policy forbids. The
  // page's style sheet contains rules for the chart instead.
  svg.querySelector('style')?.remove();
  const scale = svg.scale('x');
  const [step = 1, bandwidth = 1] = [scale?.step, scale?.bandwidth];
  const leftOf = (index: number) => Number(scale?.apply(dates[index])) - (step - bandwidth) / 2;
  return {
    svg,
    bandOf: (index) => ({ left: leftOf(index), width: step }),
    dayAt: (x) => Math.min(dates.length - 1, Math.max(0, Math.floor((x - leftOf(0)) / step))),
  };
}
