import React, { type ReactNode } from 'react';
import { PluginPage } from '@grafana/runtime';
import type { Capability } from '@vigie/contract/me';
import { AppErrorBoundary } from './AppErrorBoundary';
import { Guarded } from './Guarded';

interface Props {
  title: string;
  /** This page's own address; Grafana then does not repeat the section in the breadcrumbs. */
  url: string;
  parent?: { text: string; url: string };
  subTitle?: ReactNode;
  actions?: ReactNode;
  capability: Capability;
  children: ReactNode;
}

/** The frame of every page: title, breadcrumbs, primary action, permission and a net for crashes. */
export function Page({ title, url, parent, subTitle, actions, capability, children }: Props) {
  return (
    <PluginPage pageNav={{ text: title, url, ...(parent && { parentItem: parent }) }} subTitle={subTitle} actions={actions}>
      <AppErrorBoundary>
        <Guarded capability={capability}>{children}</Guarded>
      </AppErrorBoundary>
    </PluginPage>
  );
}
