import type { Language, Texts } from '#shared/categories/texts.ts';
import { readHeads } from '#shared/subjects/receipts/verification/heads.ts';
import { readKeys, readReceiptTexts } from '#shared/subjects/receipts/verification/read-texts.ts';
import { verifyReceipts } from '#shared/subjects/receipts/verification/verify-receipts.ts';
import { nameWords } from '#shared/subjects/receipts/verification/words.ts';
import type { PublishedKey } from '#shared/vault/open-published-jws.ts';
import { pageTexts } from '../page-texts.ts';
import { showFailure, showVerification } from './show-verification.ts';

/** Titles of categories and collections. The build inserts them. */
declare const titlesOfAll: { readonly [id: string]: Texts };

const language: Language = document.documentElement.lang === 'de' ? 'de' : 'en';

const inputOf = (id: string) => document.getElementById(id) as HTMLInputElement;
const valueOf = (id: string) => inputOf(id).value;
const textsOf = (id: string) =>
  Promise.all([...(inputOf(id).files ?? [])].map((file) => file.text()));

/**
 * Reads all chosen files. The result is undefined if one of them cannot be read, for example because
 * it was changed or removed after the choice.
 */
async function readFiles() {
  try {
    const [keys] = await textsOf('keys-file');
    return { keys, receipts: await textsOf('receipts-file'), heads: await textsOf('heads-file') };
  } catch {
    return undefined;
  }
}

/**
 * Returns the keys in the text of a file, or the published keys if there is no file. The result is
 * `keys_unknown` if the file contains no keys, and `keys_away` if the published keys cannot be
 * loaded. The request for the published keys contains no part of the receipt.
 */
async function loadKeys(
  file: string | undefined,
): Promise<readonly PublishedKey[] | 'keys_unknown' | 'keys_away'> {
  if (file !== undefined) return readKeys(file) ?? 'keys_unknown';
  try {
    const response = await fetch('/.well-known/mayfly-keys.json', { credentials: 'omit' });
    return readKeys(await response.text()) ?? 'keys_away';
  } catch {
    return 'keys_away';
  }
}

function readPresented() {
  const salt = valueOf('salt').trim();
  if (salt === '') return undefined;
  const values = Object.fromEntries(Object.keys(nameWords).map((name) => [name, valueOf(name)]));
  return { salt, values };
}

async function check(): Promise<void> {
  const files = await readFiles();
  if (files === undefined) {
    showFailure(pageTexts.file_unreadable[language]);
    return;
  }
  const keys = await loadKeys(files.keys);
  if (typeof keys === 'string') {
    showFailure(pageTexts[keys][language]);
    return;
  }
  const receipts = [valueOf('receipts'), ...files.receipts].flatMap(readReceiptTexts);
  const heads = files.heads.length === 0 ? undefined : files.heads.flatMap(readHeads);
  const compared = { presented: readPresented(), heads };
  const verification = await verifyReceipts(receipts, keys, compared);
  showVerification({ language, titles: titlesOfAll }, verification);
}

document.getElementById('form')?.addEventListener('submit', (event) => {
  event.preventDefault();
  void check();
});
