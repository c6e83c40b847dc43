import type { TenantConfig } from '@vigie/config/tenants';
import { frenchSpaces } from '../french-spaces.ts';
import { escapeHtml } from '../html.ts';
import type { Mail } from '../steps/ports.ts';

type Row = [label: string, value: string];

type Link = [label: string, url: string];

/** A paragraph, facts to copy as a two-column list, links to follow, amounts with their totals (the last is what counts), or what a machine said. */
export type Block = string | { facts: Row[] } | { links: Link[] } | { amounts: Row[]; totals: Row[] } | { verbatim: string };

export interface Letter {
  subject: string;
  greeting: string;
  blocks: Block[];
  closing: string;
}

const style = {
  body: 'margin: 0; padding: 24px 12px; background: #f4f5f7; color: #1f2430; font: 15px/1.55 -apple-system, "Segoe UI", Roboto, Arial, sans-serif',
  sheet: 'max-width: 560px; margin: 0 auto; padding: 20px 28px; background: #fff; border: 1px solid #dfe2e8; border-top: 4px solid #3d71d9',
  title: 'margin: 4px 0 20px; font-size: 19px; line-height: 1.3; font-weight: 600; overflow-wrap: anywhere',
  table: 'width: 100%; margin: 18px 0; border-collapse: collapse',
  label: 'padding: 7px 20px 7px 0; border-bottom: 1px solid #e8eaef; color: #596070; font-weight: 400; text-align: left; vertical-align: top',
  fact: 'padding: 7px 0; border-bottom: 1px solid #e8eaef; text-align: left; vertical-align: top; overflow-wrap: anywhere',
  amount: 'padding: 7px 0; border-bottom: 1px solid #e8eaef; text-align: right; white-space: nowrap',
  total: 'padding: 9px 0; font-weight: 600',
  verbatim: 'margin: 18px 0; padding: 10px 12px; background: #f4f5f7; font-size: 13px; white-space: pre-wrap; overflow-wrap: anywhere',
  link: 'display: block; margin: 10px 0; padding: 11px 16px; background: #3d71d9; color: #fff; font-weight: 600; text-align: center; text-decoration: none',
} satisfies Record<string, string>;

/** The same letter as text and as HTML. Every value is escaped; subjects stay on one line. */
export function renderMail({ email, language }: Pick<TenantConfig, 'email' | 'language'>, letter: Letter): Mail {
  const spaced = language === 'fr' ? frenchSpaces : (text: string) => text;
  const subject = spaced(letter.subject.replace(/[\r\n]+/g, ' '));
  const blocks = [letter.greeting, ...letter.blocks, letter.closing].map((block) => spacedBlock(block, spaced)).filter((block) => block !== '');
  const body = `<div style="${escapeHtml(style.sheet)}"><h1 style="${escapeHtml(style.title)}">${escapeHtml(subject)}</h1>${blocks.map(asHtml).join('')}</div>`;
  return {
    to: email,
    subject,
    text: `${blocks.map(asText).join('\n\n')}\n`,
    html:
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<title>${escapeHtml(subject)}</title></head><body style="${escapeHtml(style.body)}">${body}</body></html>`,
  };
}

/** Values are kept as they are: they are copied. */
function spacedBlock(block: Block, spaced: (text: string) => string): Block {
  const labels = (rows: Row[]): Row[] => rows.map(([label, value]) => [spaced(label), value]);
  if (typeof block === 'string') return spaced(block);
  if ('facts' in block) return { facts: labels(block.facts) };
  if ('verbatim' in block) return block;
  if ('links' in block) return { links: labels(block.links) };
  return { amounts: labels(block.amounts), totals: labels(block.totals) };
}

function asText(block: Block): string {
  if (typeof block === 'string') return block;
  if ('facts' in block) return columns(block.facts, false).join('\n');
  if ('verbatim' in block) return block.verbatim.split(/\r?\n/).map((line) => `  ${line}`).join('\n');
  if ('links' in block) return block.links.map(([label, url]) => `${label}\n${url}`).join('\n\n');
  const lines = columns([...block.amounts, ...block.totals], true);
  const rule = `  ${'-'.repeat((lines[0]?.length ?? 2) - 2)}`;
  return [...lines.slice(0, block.amounts.length), rule, ...lines.slice(block.amounts.length)].join('\n');
}

function columns(rows: Row[], rightAligned: boolean): string[] {
  const widest = (texts: string[]) => Math.max(0, ...texts.map((text) => text.length));
  const [labelWidth, valueWidth] = [widest(rows.map(([label]) => label)), widest(rows.map(([, value]) => value))];
  return rows.map(([label, value]) => `  ${label.padEnd(labelWidth)}   ${rightAligned ? value.padStart(valueWidth) : value}`);
}

function asHtml(block: Block): string {
  if (typeof block === 'string') return `<p>${escapeHtml(block)}</p>`;
  if ('verbatim' in block) return `<pre style="${escapeHtml(style.verbatim)}">${escapeHtml(block.verbatim)}</pre>`;
  if ('links' in block) {
    const link = ([label, url]: Link) => `<a href="${escapeHtml(url)}" style="${escapeHtml(style.link)}">${escapeHtml(label)}</a>`;
    return `<p>${block.links.map(link).join('')}</p>`;
  }
  const row = ([label, value]: Row, [left, right]: [string, string]) =>
    `<tr><th scope="row" style="${escapeHtml(left)}">${escapeHtml(label)}</th><td style="${escapeHtml(right)}">${value}</td></tr>`;
  const rows =
    'facts' in block
      ? block.facts.map(([label, value]) => row([label, `<code>${escapeHtml(value)}</code>`], [style.label, style.fact]))
      : [
          ...[...block.amounts, ...block.totals.slice(0, -1)].map(([label, value]) => row([label, escapeHtml(value)], [style.label, style.amount])),
          ...block.totals.slice(-1).map(([label, value]) => row([label, escapeHtml(value)], [`${style.total}; text-align: left`, `${style.total}; text-align: right`])),
        ];
  return `<table style="${escapeHtml(style.table)}">${rows.join('')}</table>`;
}
