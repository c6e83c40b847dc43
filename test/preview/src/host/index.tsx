import 'uplot/dist/uPlot.min.css';
import './base.css';
import { addResourceBundle, initializeI18n } from '#grafana-i18n';
import { createRoot } from 'react-dom/client';
import { boot } from './boot.ts';
import { texts } from './chrome/texts.ts';
import { frenchGrafanaTexts } from './grafana-texts.ts';
import { loadPlugin } from './load-plugin.ts';
import { prepareModuleLoader } from './module-loader.ts';
import { Root } from './Root.tsx';
import { setRuntimeServices } from './runtime-services.ts';

async function start(element: HTMLElement): Promise<void> {
  await initializeI18n({ language: boot.grafana.user.language, ns: ['grafana'] });
  addResourceBundle('fr-FR', 'grafana', frenchGrafanaTexts);
  setRuntimeServices();
  prepareModuleLoader();
  createRoot(element).render(<Root plugin={await loadPlugin()} />);
}

const element = document.getElementById('reactRoot');
if (element) {
  start(element).catch((error: unknown) => {
    element.setAttribute('role', 'alert');
    element.textContent = `${texts.failed}: ${String(error)}`;
  });
}
