import { useLanguage } from '../language/language-context.tsx';
import { describeFailure } from './describe-failure.ts';

/** Shows below a form or a button what failed, and what the user of the console can do now. */
export function FailureLine({ error }: { readonly error: unknown }) {
  const { language } = useLanguage();
  if (error === undefined || error === null) return null;
  const { title, detail } = describeFailure(error, language);
  return (
    <p role="alert" className="dialog-failure">
      <strong>{title}.</strong> {detail}
    </p>
  );
}
