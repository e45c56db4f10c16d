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
const filesOf = (id: string) => [...(inputOf(id).files ?? [])];

async function readReceipts(): Promise<string[]> {
  const files = await Promise.all(filesOf('receipts-file').map((file) => file.text()));
  return [valueOf('receipts'), ...files].flatMap(readReceiptTexts);
}

/**
 * Returns the keys of the chosen file, or the published keys if no file was chosen. The result is
 * `keys_unknown` if the file contains no keys, and `keys_away` if the published keys cannot be
 * loaded. The request for the published keys contains no part of the receipt.
 */
async function loadKeys(): Promise<readonly PublishedKey[] | 'keys_unknown' | 'keys_away'> {
  const [file] = filesOf('keys-file');
  if (file !== undefined) return readKeys(await file.text()) ?? 'keys_unknown';
  try {
    const response = await fetch('/.well-known/mayfly-keys.json', { credentials: 'omit' });
    return readKeys(await response.text()) ?? 'keys_away';
  } catch {
    return 'keys_away';
  }
}

/**
 * Reads the log lines in the chosen files. Each line names the tenant, the number and the hash of a
 * receipt. The result is undefined if no file was chosen.
 */
async function loadHeads() {
  const files = await Promise.all(filesOf('heads-file').map((file) => file.text()));
  return files.length === 0 ? undefined : files.flatMap(readHeads);
}

function readPresented() {
  const salt = valueOf('salt').trim();
  if (salt === '') return undefined;
  const values = Object.fromEntries(Object.keys(nameWords).map((name) => [name, valueOf(name)]));
  return { salt, values };
}

async function check(): Promise<void> {
  const keys = await loadKeys();
  if (typeof keys === 'string') {
    showFailure(pageTexts[keys][language]);
    return;
  }
  const compared = { presented: readPresented(), heads: await loadHeads() };
  const verification = await verifyReceipts(await readReceipts(), keys, compared);
  showVerification({ language, titles: titlesOfAll }, verification);
}

document.getElementById('form')?.addEventListener('submit', (event) => {
  event.preventDefault();
  void check();
});
