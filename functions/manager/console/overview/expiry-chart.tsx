import { type KeyboardEvent, useRef, useState } from 'react';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { DayCard } from './day-card.tsx';
import { describeDay } from './describe-day.ts';
import type { ChartInput } from './draw-chart.ts';
import { overviewTexts } from './overview-texts.ts';
import { useChart } from './use-chart.ts';

const steps: { readonly [key: string]: (index: number, last: number) => number } = {
  ArrowRight: (index) => index + 1,
  ArrowUp: (index) => index + 1,
  ArrowLeft: (index) => index - 1,
  ArrowDown: (index) => index - 1,
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * Shows the chart. The user of the console chooses a day with the mouse or the arrow keys, and then
 * sees the numbers of that day.
 */
export function ExpiryChart(props: Pick<ChartInput, 'days' | 'categories' | 'only'>) {
  const { expiry, record } = useTexts(overviewTexts);
  const formats = useFormats();
  const canvas = useRef<HTMLDivElement>(null);
  const { chart, missing, width } = useChart(canvas, props);
  const [chosen, setChosen] = useState(0);
  const [open, setOpen] = useState(false);
  const last = props.days.length - 1;
  const index = Math.min(last, Math.max(0, chosen));
  const day = props.days[index];
  const band = open ? chart?.bandOf(index) : undefined;

  const show = (next: number) => {
    setChosen(Math.min(last, Math.max(0, next)));
    setOpen(true);
  };
  const point = ({ currentTarget, clientX }: { currentTarget: HTMLElement; clientX: number }) => {
    if (chart !== undefined)
      show(chart.dayAt(clientX - currentTarget.getBoundingClientRect().left));
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setOpen(false);
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    show(step(index, last));
  };

  return (
    <div
      className="chart"
      role="slider"
      tabIndex={0}
      aria-label={expiry.dayOfChart}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={index}
      aria-valuetext={day && describeDay(formats, record, day)}
      onFocus={() => setOpen(true)}
      onBlur={() => setOpen(false)}
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={() => setOpen(false)}
      onKeyDown={press}
    >
      {band && (
        <div
          className="chart-cursor"
          style={{ left: `${band.left}px`, width: `${band.width}px` }}
        />
      )}
      <div ref={canvas} className="chart-canvas" aria-hidden="true" />
      {missing && <p className="chart-missing">{expiry.missing}</p>}
      {day && band && <DayCard day={day} band={band} width={width} />}
    </div>
  );
}
