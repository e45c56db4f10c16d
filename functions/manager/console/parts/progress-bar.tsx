import { ProgressBar as AriaProgressBar, Label } from 'react-aria-components';
import { useFormats } from '../language/language-context.tsx';

/** Shows the progress of long work. Without a share it only shows that the work continues. */
export function ProgressBar(props: {
  readonly label: string;
  /** The completed share of the work, from 0 to 1. */
  readonly share?: number | undefined;
  /** The progress in words; a percentage by default. */
  readonly detail?: string | undefined;
}) {
  const formats = useFormats();
  const { share } = props;
  const isOpen = share === undefined;
  return (
    <AriaProgressBar
      className="bar"
      isIndeterminate={isOpen}
      value={(share ?? 0) * 100}
      {...(props.detail !== undefined && { valueLabel: props.detail })}
    >
      <span className="bar-words">
        <Label>{props.label}</Label>
        <span>{props.detail ?? (share === undefined ? '' : formats.percent(share))}</span>
      </span>
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable={false}>
        <rect className="fuse-ground" width="100" height="4" />
        <rect
          className={isOpen ? 'bar-done bar-open' : 'bar-done'}
          width={isOpen ? 30 : share * 100}
          height="4"
        />
      </svg>
    </AriaProgressBar>
  );
}
