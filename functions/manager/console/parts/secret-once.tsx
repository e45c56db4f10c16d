import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';

/** Shows a secret that Mayfly does not show again, with a hint and a button that copies it. */
export function SecretOnce(props: {
  readonly label: string;
  readonly secret: string;
  readonly hint: ReactNode;
}) {
  return (
    <div className="secret">
      <p>
        <strong>{props.label}</strong>
      </p>
      <div className="secret-line">
        <code>{props.secret}</code>
        <CopyButton text={props.secret} />
      </div>
      <p className="soft">{props.hint}</p>
    </div>
  );
}
