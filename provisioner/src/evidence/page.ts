import { html, type Html } from '../html.ts';
import type { DocumentHead } from './document-head.ts';
import { pageStyle } from './page-style.ts';
import type { Proof } from './sign.ts';
import { pageWords } from './words.ts';

export interface PageParts {
  title: string;
  /** Named under the title, e.g. the id of what the document is about. */
  subject: string;
  verdict: { tone: 'good' | 'bad' | 'open'; word: string; sentence: string };
  /** Said before everything else, e.g. that it was a rehearsal. */
  banner?: string;
  sections: readonly Html[];
}

/** A page of its own for printing on A4: no script, nothing loaded from elsewhere. */
export function page({ language, operator, signedAt, software }: DocumentHead, parts: PageParts, proof: Proof): string {
  const word = (name: keyof typeof pageWords) => pageWords[name][language];
  const { title, subject, verdict, banner, sections } = parts;
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title} · ${subject}</title><style>${pageStyle}</style></head><body><main>
${banner === undefined ? '' : html`<p class="banner">${banner}</p>`}
<header><h1>${title}</h1><p>${subject}</p></header>
<p class="verdict ${verdict.tone}"><strong>${verdict.word}</strong> ${verdict.sentence}</p>
${sections}
${section(word('byHand'), facts(['witness', 'corrective', 'owner', 'due'].map((name) => [word(name as 'witness'), ''])), 'by-hand')}
${section(word('signature'), facts([
    [word('operator'), operator],
    [word('software'), `${software.name} ${software.version}`],
    [word('signedAt'), timeText(signedAt)],
    [word('hash'), code(proof.sha256)],
    [word('keyId'), code(proof.keyId)],
    [word('signature'), code(proof.signature)],
  ]))}
${section(word('howTo'), html`<p>${word('howToIntro')}</p><pre>${checkCommands}</pre><p>${word('howToAnswer')}</p>`)}
</main></body></html>
`.text;
}

/** Tried by a test with the real OpenSSL, as they stand here. */
const checkCommands = `jq -j .canonical evidence.json | tee text.json | sha256sum
jq -r .publicKey evidence.json | tee key.pem | openssl pkey -pubin -outform DER | sha256sum
jq -r .signature evidence.json | base64 -d > signature.bin
openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in text.json -sigfile signature.bin`;

export const section = (title: string, content: Html, kind = 'told') => html`<section class="${kind}"><h2>${title}</h2>${content}</section>`;

export const facts = (rows: readonly [label: string, value: string | Html][]) =>
  html`<table class="facts">${rows.map(([label, value]) => html`<tr><th scope="row">${label}</th><td>${value}</td></tr>`)}</table>`;

export const grid = (heads: readonly string[], rows: readonly (readonly (string | Html)[])[]) =>
  html`<table class="grid"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table>`;

export const code = (text: string) => html`<code>${text}</code>`;

/** A word in the colour of what it means; the word alone says it too. */
export const toned = (tone: 'good' | 'bad' | 'open', text: string) => html`<span class="${tone}">${text}</span>`;

/** `2026-11-21 05:30:12 UTC`; what is not a time stays as it is. */
export const timeText = (instant: string) => {
  const time = new Date(instant);
  return Number.isNaN(time.getTime()) ? instant : `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
};
