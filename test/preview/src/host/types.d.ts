declare module '*.css';

// The packages hide these modules behind `exports`; build-host.ts resolves the names by path.
declare module '#runtime-plugin-page' {
  export { setPluginPage } from '@grafana/runtime/dist/types/components/PluginPage.d.ts';
}
declare module '#grafana-i18n' {
  export { initializeI18n, addResourceBundle } from '@grafana/i18n/dist/types/i18n.d.ts';
}

// Version 5 carries no types, and those of the workspace's version 6 would be found instead.
declare module 'react-router-dom' {
  export function Router(props: {
    history: ReturnType<import('@grafana/runtime').HistoryWrapper['getHistory']>;
    children: import('react').ReactNode;
  }): JSX.Element;
}
