/** What `/` shows: which clusters are read, where everything is. Plain HTML without scripts or styles from elsewhere. */
export function landingPage({ clusters, version }: { clusters: readonly string[]; version: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Vigie exporter</title>
</head>
<body>
<main>
<h1>Vigie exporter</h1>
<p>Metrics of Proxmox VE for Prometheus. Version ${escapeHtml(version)}.</p>
<h2>Clusters</h2>
<ul>
${clusters.map((cluster) => `<li>${escapeHtml(cluster)}</li>`).join('\n')}
</ul>
<h2>Pages</h2>
<ul>
<li><a href="/metrics">Metrics of all clusters and of the exporter itself</a></li>
<li><a href="/discovery/nodes">Guests to scrape, for Prometheus's HTTP discovery</a></li>
<li><a href="/healthz">Health</a></li>
<li><a href="/readyz">Readiness</a></li>
</ul>
<p>A tenant's own metrics are at <code>/tenants/&lt;tenant&gt;/metrics</code>, with the tenant's token as bearer token.</p>
</main>
</body>
</html>
`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => entities[char] ?? char);
}
