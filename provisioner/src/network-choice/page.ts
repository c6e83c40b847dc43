import { createHash } from 'node:crypto';
import { filledIn } from '@vigie/contract/step-reasons';
import type { NetworkChoice } from '@vigie/contract/orders';
import type { Language } from '@vigie/contract/primitives';
import { frenchSpaces } from '../french-spaces.ts';
import { html, Html } from '../html.ts';
import { theMachines } from '../notify/machines-text.ts';
import type { LinkedChoice } from '../services.ts';
import { instantText } from './instant-text.ts';
import { choiceMeans, meaningOfChoice, pageWords } from './words.ts';

const style = `
* { box-sizing: border-box; }
html { color-scheme: light dark; }
body { margin: 0; padding: 24px 12px; color: #1f2430; background: #f4f5f7; font: 16px/1.55 -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
main { max-width: 560px; margin: 0 auto; padding: 20px 28px 28px; background: #fff; border: 1px solid #dfe2e8; border-top: 4px solid #3d71d9; }
h1 { margin: 4px 0 20px; font-size: 20px; line-height: 1.3; overflow-wrap: anywhere; }
dt { font-weight: 600; } dd { margin: 0 0 12px; color: #596070; }
dd::first-letter { text-transform: uppercase; }
button { width: 100%; padding: 12px 16px; border: 0; border-radius: 2px; color: #fff; background: #3d71d9; font: inherit; font-weight: 600; cursor: pointer; }
button:hover { background: #2b5cc0; } button:focus-visible, a:focus-visible { outline: 3px solid #1f2430; outline-offset: 2px; }
a { color: #2b5cc0; }
@media (prefers-color-scheme: dark) {
  body { color: #ccccdc; background: #111217; }
  main { background: #181b1f; border-color: #2e3036; border-top-color: #3d71d9; }
  dd { color: #a6a7b3; } a { color: #6e9fff; }
  button:focus-visible, a:focus-visible { outline-color: #ccccdc; }
}
`;

/** No script, nothing loaded from elsewhere, no frame around it, and forms only to us. */
export const pagePolicy =
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** The page behind a link of a mail, for the choice that the link stands for. A choice is made by its form only: mail scanners follow links. */
export function choicePage(linked: LinkedChoice, asked: NetworkChoice): string {
  const { language } = linked;
  const { label } = meaningOfChoice[language];
  const say = sayIn(language);
  const { question, questionOfSeveral } = pageWords[language];
  const title = say(linked.order.quantity === 1 ? question : questionOfSeveral, { machines: theMachines(linked.order, language) });
  if (linked.state !== 'open') return page(language, title, html`<p>${settled(linked, asked)}</p>`);
  const other: NetworkChoice = asked === 'new' ? 'default' : 'new';
  const { confirm, other: rather, until } = pageWords[language];
  return page(language, title, html`
<dl><dt>${say(label[asked])}</dt><dd>${say(choiceMeans(language, asked, linked.isolated))}</dd></dl>
<form method="post"><button type="submit">${say(confirm, { choice: label[asked] })}</button></form>
<p><a href="${other}">${say(rather, { choice: label[other] })}</a></p>
<p>${say(until, { until: instantText(linked.deadline, language), choice: label[linked.default] })}</p>`);
}

function settled({ language, state, chosen, default: byDefault }: LinkedChoice, asked: NetworkChoice): string {
  const { chosen: same, chosenOther, expired, over } = pageWords[language];
  const sentence = chosen !== null ? (chosen === asked ? same : chosenOther) : state === 'expired' ? expired : over;
  return sayIn(language)(sentence, { choice: meaningOfChoice[language].label[chosen ?? byDefault] });
}

/** A page that says why there is nothing to choose here. */
export const refusalPage = (language: Language, why: 'wrong' | 'tooMany' | 'broken'): string => {
  const { title, [why]: sentence } = pageWords[language];
  const say = sayIn(language);
  return page(language, say(title), html`<p>${say(sentence)}</p>`);
};

const sayIn = (language: Language) => (sentence: string, values: Record<string, string> = {}): string => {
  const text = filledIn(sentence, values);
  return language === 'fr' ? frenchSpaces(text) : text;
};

const page = (language: Language, title: string, content: Html): string =>
  html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${title}</title><style>${new Html(style)}</style></head><body><main><h1>${title}</h1>${content}</main></body></html>
`.text;
