import type { NavModelItem } from '@grafana/data';
import { createContext, useContext } from 'react';
import { boot } from '../boot.ts';

export interface Breadcrumb {
  text: string;
  url?: string;
}

/** How a page tells the bar at the top what it is; undefined while it is none of the plugin's pages. */
export const PageNavContext = createContext<(pageNav: NavModelItem | undefined) => void>(() => undefined);

export function usePageNavSetter(): (pageNav: NavModelItem | undefined) => void {
  return useContext(PageNavContext);
}

/** The navigation entry that a path belongs to: the one with the longest address that the path starts with. */
export function sectionOf(path: string) {
  return boot.nav.filter((entry) => path === entry.url || path.startsWith(`${entry.url}/`)).sort((a, b) => b.url.length - a.url.length)[0];
}

/** The plugin, its section, then the page's own parents, as Grafana orders them; entries of one address are one. */
export function breadcrumbs(path: string, pageNav: NavModelItem | undefined): Breadcrumb[] {
  const section = sectionOf(path);
  const own: Breadcrumb[] = [];
  for (let item = pageNav; item; item = item.parentItem) {
    if (!item.hideFromBreadcrumbs) own.unshift({ text: item.text, ...(item.url && { url: item.url }) });
  }
  const first = own[0];
  const repeated = section && first && (first.text === section.text || (first.url !== undefined && first.url === section.url));
  return [
    { text: boot.plugin.name, url: boot.plugin.defaultNavUrl },
    ...(section && !repeated ? [{ text: section.text, url: section.url }] : []),
    ...own,
  ];
}
