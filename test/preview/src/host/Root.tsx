import { getThemeById, ThemeContext, type AppPlugin } from '@grafana/data';
import { locationService, LocationServiceProvider } from '@grafana/runtime';
import { GlobalStyles, ModalRoot, ModalsProvider, PortalContainer } from '@grafana/ui';
import type { ReactNode } from 'react';
import { Router } from 'react-router-dom';
import { CompatRouter } from 'react-router-dom-v5-compat';
import { boot } from './boot.ts';
import { Chrome } from './chrome/Chrome.tsx';
import { PluginRoot } from './PluginRoot.tsx';

const theme = getThemeById(boot.grafana.user.theme);

/** Grafana's providers in its order, around the chrome and the plugin. */
export function Root({ plugin }: { plugin: AppPlugin }) {
  return (
    <Providers>
      <Chrome>
        <PluginRoot plugin={plugin} />
      </Chrome>
    </Providers>
  );
}

function Providers({ children }: { children: ReactNode }) {
  return (
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <Router history={locationService.getHistory()}>
        <LocationServiceProvider service={locationService}>
          <CompatRouter>
            <ModalsProvider>
              {children}
              <ModalRoot />
              <PortalContainer />
            </ModalsProvider>
          </CompatRouter>
        </LocationServiceProvider>
      </Router>
    </ThemeContext.Provider>
  );
}
