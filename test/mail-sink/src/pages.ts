import type { Message } from './store.ts';

const style = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
  table { border-collapse: collapse; width: 100% } td, th { text-align: left; padding: .5rem .75rem; border-bottom: 1px solid #8884; vertical-align: top }
  th { font-size: .875rem; opacity: .75 } tbody tr:hover { background: #8881 } h1 { font-size: 1.5rem; overflow-wrap: anywhere } h2 { font-size: 1.125rem }
  td:first-child { overflow-wrap: anywhere } .wide { white-space: nowrap } pre { white-space: pre-wrap; overflow-wrap: anywhere }
  a { color: LinkText } p a { text-decoration: none }
  iframe { width: 100%; height: 40rem; border: 1px solid #8884; background: #fff } dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem } dt { font-size: .875rem; opacity: .75 } dd { margin: 0 }
  @media (max-width: 40rem) { .wide { display: none } }`;

/** The list of mails, newest first. */
export function listPage(messages: Message[]): string {
  const rows = messages
    .toReversed()
    .map(
      (message) =>
        `<tr><td><a href="/messages/${message.id}">${escape(message.subject)}</a></td><td>${escape(message.to.join(', '))}</td><td class="wide">${dateOf(message)}</td></tr>`,
    );
  const table = `<table><thead><tr><th>Subject</th><th>To</th><th class="wide">Date</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  return page('Mails', rows.length > 0 ? table : '<p>No mail yet. Order a VM and its mails arrive here.</p>');
}

/** One mail: its headers, its HTML part in a sandboxed frame, its text part. */
export function messagePage(message: Message): string {
  return page(
    message.subject,
    `<p><a href="/">&larr; All mails</a></p>
     <dl><dt>From</dt><dd>${escape(message.from)}</dd><dt>To</dt><dd>${escape(message.to.join(', '))}</dd><dt>Date</dt><dd>${dateOf(message)}</dd></dl>
     <iframe sandbox title="The mail" src="/messages/${message.id}/html"></iframe>
     <h2>Text part</h2><pre>${escape(message.text)}</pre>
     ${(message.attachments ?? []).map(({ filename, content }) => `<h2>Attached: ${escape(filename)}</h2><pre>${escape(content)}</pre>`).join('')}`,
  );
}

const dateOf = ({ date }: Message): string => `<time datetime="${escape(date)}">${escape(date.replace('T', ' ').slice(0, 19))} UTC</time>`;

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)} - mail sink</title><style>${style}</style></head><body><h1>${escape(title)}</h1>${body}</body></html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
