import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';
import { useLanguage, useTexts } from '../language/language-context.tsx';
import { useWidth } from '../parts/use-width.ts';
import type { Chart, ChartInput, drawChart } from './draw-chart.ts';
import { overviewTexts } from './overview-texts.ts';

// The chart library is large. So its download begins at once and does not wait for the numbers.
const drawing = import('./draw-chart.ts').then(
  (module) => module.drawChart,
  () => undefined,
);

type DrawnChart = {
  /** Undefined until the chart is drawn. */
  readonly chart: Chart | undefined;
  /** True if the chart library could not be loaded. */
  readonly missing: boolean;
  readonly width: number;
};

/**
 * Draws the chart into the element `canvas`, and again after each change of the numbers, the
 * highlighted category, the width or the language.
 */
export function useChart(
  canvas: RefObject<HTMLElement | null>,
  input: Pick<ChartInput, 'days' | 'categories' | 'only'>,
): DrawnChart {
  const { language, formats } = useLanguage();
  const todayName = useTexts(overviewTexts).expiry.today;
  const [loaded, setLoaded] = useState<{ readonly draw: typeof drawChart | undefined }>();
  const [chart, setChart] = useState<Chart>();
  const width = useWidth(canvas);
  const numbers = JSON.stringify(input);

  useEffect(() => void drawing.then((draw) => setLoaded({ draw })), []);
  useLayoutEffect(() => {
    if (loaded?.draw === undefined || width === 0) return;
    const drawn = loaded.draw({ ...input, width, formats, todayName });
    canvas.current?.replaceChildren(drawn.svg);
    setChart(drawn);
  }, [loaded, numbers, width, language]);

  return { chart, missing: loaded !== undefined && loaded.draw === undefined, width };
}
