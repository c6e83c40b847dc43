import {
  EventBusSrv,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  standardTransformersRegistry,
  type PanelPlugin,
} from '@grafana/data';
import {
  config,
  FakeEchoSrv,
  locationService,
  setAppEvents,
  setBackendSrv,
  setChromeHeaderHeightHook,
  setCurrentUser,
  setDataSourceSrv,
  setEchoSrv,
  setLocationSrv,
  setPluginComponentHook,
  setPluginComponentsHook,
  setPluginFunctionsHook,
  setPluginImportUtils,
  setPluginLinksHook,
  setReturnToPreviousHook,
  setRunRequest,
  setTemplateSrv,
} from '@grafana/runtime';
import { EMPTY } from 'rxjs';
import { PreviewBackendSrv } from './backend-srv.ts';
import { headerHeight } from './chrome/measures.ts';
import { setPluginPage } from '#runtime-plugin-page';
import { PluginPage } from './chrome/PluginPage.tsx';

/** Fills every slot of @grafana/runtime that Grafana fills at its start. Must run before the plugin's module does. */
export function setRuntimeServices(): void {
  const appEvents = new EventBusSrv();
  setAppEvents(appEvents);
  setBackendSrv(new PreviewBackendSrv());
  setCurrentUser(config.bootData.user as never);
  setEchoSrv(new FakeEchoSrv());
  setLocationSrv(locationService);
  setTemplateSrv({
    getVariables: () => [],
    replace: (target) => target ?? '',
    containsTemplate: (target) => /\$\w|\$\{|\[\[/.test(target ?? ''),
    updateTimeRange: () => undefined,
  });
  setDataSourceSrv({
    get: (ref) => Promise.reject(new Error(`the preview has no data source "${typeof ref === 'string' ? ref : (ref?.uid ?? 'default')}"`)),
    getList: () => [],
    getInstanceSettings: () => undefined,
    reload: () => Promise.resolve(),
    registerRuntimeDataSource: () => undefined,
  });
  setRunRequest(() => EMPTY);
  setPluginImportUtils({
    importPanelPlugin: (id): Promise<PanelPlugin> =>
      Promise.reject(new Error(`the preview has no panel "${id}": core panels are not on npm`)),
    getPanelPluginFromCache: () => undefined,
  });
  setPluginLinksHook(() => ({ isLoading: false, links: [] }));
  setPluginComponentHook(() => ({ isLoading: false, component: null }));
  setPluginComponentsHook(() => ({ isLoading: false, components: [] }));
  setPluginFunctionsHook(() => ({ isLoading: false, functions: [] }));
  setReturnToPreviousHook(() => () => undefined);
  setChromeHeaderHeightHook(() => headerHeight);
  setPluginPage(PluginPage);
  standardTransformersRegistry.setInit(() => []);
  standardEditorsRegistry.setInit(() => []);
  standardFieldConfigEditorRegistry.setInit(() => []);
}
