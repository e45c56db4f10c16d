import { useRef, useState } from 'react';
import type { CsvChoices } from '#shared/client/export-csv.ts';
import { defineTexts } from '../language/define-texts.ts';
import { useLanguage, useTexts } from '../language/language-context.tsx';
import { FailureLine } from './failure-line.tsx';
import { Icon } from './icon.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { saveFile } from './save-file.ts';

const ownTexts = defineTexts({
  en: {
    export: 'Export as CSV',
    archive: 'Export as ZIP',
    named: (list: string, form: string) => `${list} as ${form}`,
    title: 'Exporting…',
    soFar: (size: string) => `${size} so far`,
    stop: 'Stop',
  },
  de: {
    export: 'Als CSV exportieren',
    archive: 'Als ZIP exportieren',
    named: (list: string, form: string) => `${list} als ${form}`,
    title: 'Export läuft …',
    soFar: (size: string) => `bisher ${size}`,
    stop: 'Abbrechen',
  },
});

type ExportOptions = CsvChoices & { readonly signal: AbortSignal };

/** Reads a stream to its end, and reports how many bytes have arrived. */
async function collect(stream: ReadableStream<Uint8Array>, tell: (bytes: number) => void) {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = stream.getReader();
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop
    const { done, value } = await reader.read();
    if (done) return chunks;
    chunks.push(new Uint8Array(value));
    bytes += value.length;
    tell(bytes);
  }
}

/**
 * Downloads the records of a list, as CSV or as an archive with a CSV file. The user of the console
 * sees the progress and can stop the download.
 */
export function ExportButton(props: {
  /** The file's name with its extension; nothing personal. */
  readonly fileName: string;
  /** The name of the list to export, if a page has several lists. */
  readonly label?: string;
  readonly read: (options: ExportOptions) => Promise<ReadableStream<Uint8Array>>;
}) {
  const texts = useTexts(ownTexts);
  const { language, formats } = useLanguage();
  const [bytes, setBytes] = useState<number>();
  const [error, setError] = useState<unknown>();
  const running = useRef<AbortController>(undefined);
  const isArchive = props.fileName.endsWith('.zip');
  const action = isArchive ? texts.archive : texts.export;
  const run = async () => {
    const abort = new AbortController();
    running.current = abort;
    setError(undefined);
    setBytes(0);
    try {
      // German spreadsheets expect semicolons between values, because German numbers contain
      // commas.
      const separator = language === 'de' ? 'semicolon' : 'comma';
      const stream = await props.read({ separator, signal: abort.signal });
      const chunks = await collect(stream, setBytes);
      const type = isArchive ? 'application/zip' : 'text/csv';
      saveFile(new Blob(chunks, { type }), props.fileName);
    } catch (failure) {
      if (!abort.signal.aborted) setError(failure);
    } finally {
      setBytes(undefined);
    }
  };
  if (bytes !== undefined)
    return (
      <div className="export">
        <ProgressBar label={texts.title} detail={texts.soFar(formats.bytes(bytes))} />
        <button className="plain-button" type="button" onClick={() => running.current?.abort()}>
          {texts.stop}
        </button>
      </div>
    );
  return (
    <div className="export">
      <button className="plain-button" type="button" onClick={() => void run()}>
        <Icon name="download" />
        {props.label === undefined ? action : texts.named(props.label, isArchive ? 'ZIP' : 'CSV')}
      </button>
      <FailureLine error={error} />
    </div>
  );
}
