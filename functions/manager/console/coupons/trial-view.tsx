import type { CouponFileTrial } from '#shared/client/schemas.ts';
import { useFormats, useLanguage, useTexts } from '../language/language-context.tsx';
import { couponsTexts } from './coupons-texts.ts';
import { describeRule } from './describe-rule.ts';

/**
 * Shows the result of a trial: how many codes would be loaded, the first few of these codes, and
 * the problems of the first broken lines.
 */
export function TrialView({ trial }: { readonly trial: CouponFileTrial }) {
  const texts = useTexts(couponsTexts);
  const formats = useFormats();
  const { language } = useLanguage();
  const { load } = texts;
  const { count, duplicates, errors, errors_total: broken, first_codes: first } = trial;
  return (
    <section className="trial" role="status">
      <p>
        <strong>{(broken > 0 ? load.valid : load.will)(formats.plural(count, texts.code))}</strong>
        {duplicates > 0 && <> · {formats.plural(duplicates, load.repeat)}</>}
      </p>
      {broken > 0 && (
        <div className="trial-broken">
          <p className="dialog-failure">
            <strong>{formats.plural(broken, load.broken)}.</strong> {load.nothing}{' '}
            {broken > errors.length && load.shown(formats.count(errors.length))}
          </p>
          <div className="trial-scroll" tabIndex={0} role="region" aria-label={load.problem}>
            <table className="trial-table">
              <thead>
                <tr>
                  <th scope="col">{load.line}</th>
                  <th scope="col">{load.problem}</th>
                </tr>
              </thead>
              <tbody>
                {errors.map(({ line, rule }) => (
                  <tr key={`${line} ${rule}`}>
                    <td>{formats.count(line)}</td>
                    <td>{describeRule(rule, language)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </div>
      )}
      {first.length > 0 && (
        <div>
          <h3 className="small-title">{load.firstCodes}</h3>
          <ol className="codes">
            {first.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ol>
        </div>
      )}
    </section>
  );
}
