import { Fragment } from 'react';

/** Shows an address, which breaks into lines before its `@` if it is too long. */
export function Breakable({ text }: { readonly text: string }) {
  const parts = text.split(/(?=@)/);
  return parts.map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: The parts of a text have no other key.
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
