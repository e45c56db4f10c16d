import { areaY, axisX, axisY, gridY, lineY, plot, ruleY } from '@observablehq/plot';
import type { Foresight } from '#shared/client/schemas.ts';
import type { Formats } from '../language/create-formats.ts';

type Curve = Foresight['changes'][number]['curve'];

/**
 * Draws two curves of the number of stored records on each coming day: without the planned change
 * of the settings, and with it.
 */
export function drawCurves(input: {
  readonly curve: Curve;
  readonly width: number;
  readonly formats: Formats;
}): Element {
  const { curve, width, formats } = input;
  const svg = plot({
    width,
    height: 190,
    marginLeft: 44,
    marginRight: 12,
    marginTop: 12,
    marginBottom: 28,
    className: 'curves-plot',
    x: { label: null, domain: [0, curve.at(-1)?.in_days ?? 30] },
    y: {
      label: null,
      nice: true,
      domain: [0, Math.max(1, ...curve.map((at) => at.without_change))],
    },
    marks: [
      gridY({ ticks: 4, className: 'expiry-grid' }),
      axisY({ ticks: 4, tickSize: 0, tickFormat: formats.compact }),
      axisX({
        ticks: 6,
        tickSize: 0,
        tickPadding: 8,
        tickFormat: (day: number) => formats.count(day),
      }),
      areaY(curve, { x: 'in_days', y: 'with_change', className: 'curve-area' }),
      lineY(curve, { x: 'in_days', y: 'without_change', className: 'curve-before' }),
      lineY(curve, { x: 'in_days', y: 'with_change', className: 'curve-after' }),
      ruleY([0], { className: 'expiry-floor' }),
    ],
  });
  // The library adds a `<style>` element, which the page's content security policy forbids. The
  // page's style sheet contains rules for the chart instead.
  svg.querySelector('style')?.remove();
  // Screen readers skip the chart. They read the label of its frame, and the numbers of deleted
  // records above the chart.
  svg.setAttribute('aria-hidden', 'true');
  return svg;
}
