import type { Mail } from '../steps/ports.ts';

/** A paragraph, or facts as a two-column list. */
export type Block = string | { facts: [label: string, value: string][] };

export interface Letter {
  subject: string;
  greeting: string;
  blocks: Block[];
  closing: string;
}

const bodyStyle = 'font-family: sans-serif; font-size: 15px; line-height: 1.5';

/** The same letter as text and as HTML. Every value is escaped; subjects stay on one line. */
export function renderMail(to: string, letter: Letter): Mail {
  const blocks = [letter.greeting, ...letter.blocks, letter.closing];
  return {
    to,
    subject: letter.subject.replace(/[\r\n]+/g, ' '),
    text: `${blocks.map(asText).join('\n\n')}\n`,
    html: `<!doctype html><html><body style="${bodyStyle}">${blocks.map(asHtml).join('')}</body></html>`,
  };
}

function asText(block: Block): string {
  return typeof block === 'string' ? block : block.facts.map(([label, value]) => `  ${label}: ${value}`).join('\n');
}

function asHtml(block: Block): string {
  if (typeof block === 'string') return `<p>${escapeHtml(block)}</p>`;
  const cell = 'style="padding: 2px 16px 2px 0; text-align: left; vertical-align: top"';
  const rows = block.facts.map(
    ([label, value]) => `<tr><th ${cell}>${escapeHtml(label)}</th><td ${cell}><code>${escapeHtml(value)}</code></td></tr>`,
  );
  return `<table>${rows.join('')}</table>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
