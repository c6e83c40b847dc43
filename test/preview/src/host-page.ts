import type { PreviewBootData } from './boot-data.ts';
import { escapeHtml } from './escape-html.ts';
import type { HostFiles } from './build-host.ts';

/**
 * The one page behind every address: boot data, the module loader, then the host bundle that takes over.
 * AMD's `define` moves under Grafana's name for it first, or the host's own UMD libraries would register there.
 */
export function hostPage(boot: PreviewBootData, theme: string, language: string, files: HostFiles): string {
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(boot.plugin.name)}</title>
<link rel="icon" href="${escapeHtml(boot.plugin.info.logos.small)}">
<link rel="stylesheet" href="/public/host/${files.style}">
</head>
<body class="theme-${theme}" style="background:${theme === 'dark' ? '#111217' : '#f4f5f5'}">
<div id="reactRoot"></div>
<script>
window.__grafana_public_path__ = '/public/';
window.previewBootData = ${inScript(boot)};
window.grafanaBootData = window.previewBootData.grafana;
</script>
<script src="/public/systemjs/system.js"></script>
<script src="/public/systemjs/extras/amd.js"></script>
<script>
window.__grafana_amd_define = window.define;
delete window.define;
</script>
<script src="/public/host/${files.script}"></script>
</body>
</html>
`;
}

/** JSON that cannot end the script element, whatever texts it holds. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
