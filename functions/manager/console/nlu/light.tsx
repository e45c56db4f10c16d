import { useFormats, useTexts } from '../language/language-context.tsx';
import { lightOf } from './confidence-light.ts';
import { nluTexts } from './nlu-texts.ts';

/** Shows the classifier's confidence: a light and the number. */
export function ConfidenceLight({
  confidence,
}: {
  readonly confidence: number | null | undefined;
}) {
  const texts = useTexts(nluTexts);
  const formats = useFormats();
  if (confidence === undefined || confidence === null)
    return <span className="soft">{texts.noConfidence}</span>;
  const light = lightOf(confidence);
  return (
    <span className="light" title={texts.lights[light]}>
      <svg viewBox="0 0 12 12" aria-hidden="true" focusable={false}>
        <circle className={`light-${light}`} cx="6" cy="6" r="4.500" />
      </svg>
      {formats.percent(confidence)}
      <span className="unseen">{texts.lights[light]}</span>
    </span>
  );
}
