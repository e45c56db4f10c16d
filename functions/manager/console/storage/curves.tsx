import { useEffect, useRef } from 'react';
import type { Foresight } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { storageTexts } from './storage-texts.ts';

/**
 * Shows two curves of the number of records on the coming days: without the change, and with it.
 */
export function Curves(props: {
  readonly change: Foresight['changes'][number];
  readonly title: string;
}) {
  const texts = useTexts(storageTexts).sheet;
  const formats = useFormats();
  const place = useRef<HTMLDivElement>(null);
  const { curve } = props.change;
  useEffect(() => {
    let isShown = true;
    void import('./draw-curves.ts').then(({ drawCurves }) => {
      const element = place.current;
      if (!isShown || element === null) return;
      element.replaceChildren(drawCurves({ curve, width: element.clientWidth, formats }));
    });
    return () => {
      isShown = false;
    };
  }, [curve, formats]);
  return (
    <figure className="curves">
      <div ref={place} role="img" aria-label={texts.chart(props.title)} className="curves-place" />
      <figcaption>
        <span className="curve-name" data-curve="before">
          {texts.without}
        </span>
        <span className="curve-name" data-curve="after">
          {texts.with}
        </span>
      </figcaption>
    </figure>
  );
}
