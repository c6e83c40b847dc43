import type { PluginMeta } from '@grafana/data';
import type { PreviewBootData } from '../boot-data.ts';

type GrafanaBoot = {
  user: { login: string; name: string; email: string; orgName: string; orgRole: string; theme: 'dark' | 'light'; language: string };
};

declare global {
  interface Window {
    /** Written by the server into the page; its Grafana half is also `grafanaBootData`. */
    previewBootData: Omit<PreviewBootData, 'grafana' | 'plugin'> & {
      grafana: GrafanaBoot;
      plugin: PluginMeta & { languages: string[]; defaultNavUrl: string };
    };
  }
}

export const boot = window.previewBootData;
