import { useState } from 'react';
import { readHeads } from '#shared/subjects/receipts/verification/heads.ts';
import { readReceiptTexts } from '#shared/subjects/receipts/verification/read-texts.ts';
import { nameWords } from '#shared/subjects/receipts/verification/words.ts';
import { useLanguage, useTexts } from '../language/language-context.tsx';
import { FileField } from '../parts/file-field.tsx';
import { TextField } from '../parts/form-fields.tsx';
import { readFiles } from '../parts/read-files.ts';
import { receiptTexts } from './receipt-texts.ts';
import type { Asked } from './use-verification.ts';

type Check = (asked: Promise<Asked>) => Promise<void>;

/** Shows a form that checks receipts from a text or from files. */
export function VerifyForm({ check }: { readonly check: Check }) {
  const { form, check: action, checking } = useTexts(receiptTexts);
  const { language } = useLanguage();
  const [text, setText] = useState('');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [logs, setLogs] = useState<readonly File[]>([]);
  const [salt, setSalt] = useState('');
  const [values, setValues] = useState<{ readonly [name: string]: string }>({});
  const read = async (): Promise<Asked> => {
    const contents = await readFiles(files);
    const heads = logs.length === 0 ? undefined : (await readFiles(logs)).flatMap(readHeads);
    const presented = salt.trim() === '' ? undefined : { salt: salt.trim(), values };
    return {
      texts: [text, ...contents].flatMap(readReceiptTexts),
      compared: { presented, heads },
    };
  };
  return (
    <form
      className="panel form"
      aria-labelledby="verify-title"
      onSubmit={(event) => {
        event.preventDefault();
        void check(read());
      }}
    >
      <h2 id="verify-title">{form.title}</h2>
      <p className="soft">{checking}</p>
      <TextField label={form.text} value={text} onChange={setText} lines={4} isMono />
      <FileField label={form.file} onChange={setFiles} />
      <FileField label={form.heads} hint={form.headsHint} onChange={setLogs} />
      <details>
        <summary>{form.whose}</summary>
        <div className="form">
          <p className="soft">{form.whoseHint}</p>
          <TextField label={form.salt} value={salt} onChange={setSalt} isMono />
          {Object.entries(nameWords).map(([name, words]) => (
            <TextField
              key={name}
              label={words[language]}
              value={values[name] ?? ''}
              onChange={(value) => setValues((known) => ({ ...known, [name]: value }))}
            />
          ))}
        </div>
      </details>
      <div className="actions">
        <button className="button" type="submit">
          {action}
        </button>
      </div>
    </form>
  );
}
