import { useNarrow } from './use-narrow.ts';

/** Shows a text. On a narrow screen a long email address breaks before its `@`. */
export function Breakable({ text }: { readonly text: string }) {
  const at = text.lastIndexOf('@');
  if (!useNarrow() || at < 1) return text;
  return (
    <>
      {text.slice(0, at)}
      <wbr />
      {text.slice(at)}
    </>
  );
}
