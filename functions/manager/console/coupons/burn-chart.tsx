import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useFormats } from '../language/language-context.tsx';
import { useWidth } from '../parts/use-width.ts';
import type { BurnInput, drawBurn } from './draw-burn.ts';

/**
 * Shows the stock and its forecast as a chart. Screen readers skip the chart. They read the
 * forecast in the text next to the chart.
 */
export function BurnChart(props: Pick<BurnInput, 'stock' | 'now' | 'empty'>) {
  const formats = useFormats();
  const canvas = useRef<HTMLDivElement>(null);
  const width = useWidth(canvas);
  const [draw, setDraw] = useState<{ readonly draw: typeof drawBurn }>();
  useEffect(() => {
    void import('./draw-burn.ts').then(
      (module) => setDraw({ draw: module.drawBurn }),
      () => undefined,
    );
  }, []);
  useLayoutEffect(() => {
    if (draw === undefined || width === 0) return;
    canvas.current?.replaceChildren(draw.draw({ ...props, width, formats }));
  }, [draw, props, width, formats]);
  return <div ref={canvas} className="burn-canvas" aria-hidden="true" />;
}
