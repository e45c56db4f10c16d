import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { DayCard } from './day-card.tsx';
import { describeDay } from './describe-day.ts';
import type { Chart, drawChart } from './draw-chart.ts';
import type { ExpiryDay } from './expiry-days.ts';
import type { CategoryOverview } from './format-values.ts';

// The chart library is most of the script: it loads beside the numbers, not before them.
const drawing = import('./draw-chart.ts').then(
  (module) => module.drawChart,
  () => undefined,
);

function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (element.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return Math.floor(width);
}

const steps: { readonly [key: string]: (index: number, last: number) => number } = {
  ArrowRight: (index, last) => Math.min(last, index + 1),
  ArrowUp: (index, last) => Math.min(last, index + 1),
  ArrowLeft: (index) => Math.max(0, index - 1),
  ArrowDown: (index) => Math.max(0, index - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** The chart; pointing at a day, or the arrow keys, shows that day's numbers. */
export function ExpiryChart(props: {
  readonly days: readonly ExpiryDay[];
  readonly categories: readonly CategoryOverview[];
  readonly only: string | undefined;
}) {
  const { days, categories, only } = props;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const [draw, setDraw] = useState<{ readonly chart: typeof drawChart | undefined }>();
  const [chart, setChart] = useState<Chart>();
  const [index, setIndex] = useState(0);
  const [open, setOpen] = useState(false);
  const width = useWidth(frame);

  useEffect(() => void drawing.then((loaded) => setDraw({ chart: loaded })), []);
  const numbers = JSON.stringify(days.map(({ parts }) => parts.map(({ count }) => count)));
  // biome-ignore format: what the drawing depends on, in one line
  useLayoutEffect(() => {
    if (draw?.chart === undefined || width === 0) return;
    const drawn = draw.chart({ days, categories, only, width });
    canvas.current?.replaceChildren(drawn.svg);
    setChart(drawn);
  }, [draw, numbers, days[0]?.date, only, width]);

  const last = days.length - 1;
  const day = days[Math.min(index, last)];
  if (day === undefined) return null;
  const band = chart?.bandOf(Math.min(index, last));
  return (
    <div
      ref={frame}
      class="chart"
      role="slider"
      tabIndex={0}
      aria-label="Day of the chart"
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={index}
      aria-valuetext={describeDay(day)}
      onFocus={() => setOpen(true)}
      onBlur={() => setOpen(false)}
      onPointerLeave={() => setOpen(false)}
      onPointerMove={(event) => {
        if (chart === undefined) return;
        const { left } = event.currentTarget.getBoundingClientRect();
        setIndex(chart.dayAt(event.clientX - left));
        setOpen(true);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setOpen(false);
        const step = steps[event.key];
        if (step === undefined) return;
        event.preventDefault();
        setIndex(step(index, last));
        setOpen(true);
      }}
    >
      {open && band !== undefined && <div class="chart-cursor" style={band} />}
      <div ref={canvas} class="chart-canvas" aria-hidden="true" />
      {draw !== undefined && draw.chart === undefined && (
        <p class="chart-missing">The chart could not be loaded. Its numbers are below.</p>
      )}
      {open && band !== undefined && <DayCard day={day} band={band} width={width} />}
    </div>
  );
}
