import { createHash } from 'node:crypto';

export interface LandingParts {
  clusters: readonly string[];
  backupServers: readonly string[];
  version: string;
  /** What can be opened in a browser. */
  pages: readonly { path: string; title: string }[];
}

// The browser's own colours, light or dark as the reader has them.
const style = `:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5 }
main { max-width: 45rem; margin: 2rem auto; padding: 0 1rem }
`;

/** What a content security policy must allow for the page. */
export const landingStyleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`;

/** What `/` shows: what is read, and where everything is. Plain HTML without anything from elsewhere. */
export function landingPage({ clusters, backupServers, version, pages }: LandingParts): string {
  const targets = (path: string, names: readonly string[]) => names.map((name) => ({ path: `${path}?target=${encodeURIComponent(name)}`, title: name }));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Vigie exporter</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Vigie exporter</h1>
<p>Metrics of Proxmox VE and Proxmox Backup Server for Prometheus. Version ${escapeHtml(version)}, on Node.js ${escapeHtml(process.versions.node)}.</p>
<h2>Clusters</h2>
${linkList(targets('/pve', clusters))}
<h2>Backup servers</h2>
${linkList(targets('/pbs', backupServers))}
<h2>Pages</h2>
${linkList(pages)}
<p>A tenant's own metrics are at <code>/tenants/&lt;tenant&gt;/metrics</code>, with the tenant's token as bearer token.</p>
</main>
</body>
</html>
`;
}

function linkList(links: readonly { path: string; title: string }[]): string {
  if (links.length === 0) return '<p>None is configured.</p>';
  return `<ul>\n${links.map(({ path, title }) => `<li><a href="${escapeHtml(path)}">${escapeHtml(title)}</a></li>`).join('\n')}\n</ul>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => entities[char] ?? char);
}
