import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  type DashboardLink,
} from '@grafana/grafana-foundation-sdk/dashboard';

/** What all dashboards of Vigie have in common. `uid` is in links and bookmarks: it never changes. */
export function vigieDashboard({ uid, title, description }: { uid: string; title: string; description: string }): DashboardBuilder {
  return new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags(['vigie'])
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: 'now-6h', to: 'now' })
    .refresh('30s')
    .link({ build: linkToOthers });
}

/** A drop-down of all dashboards of Vigie. The builder would hide it in a menu (`placement`), where nobody looks for it. */
function linkToOthers(): DashboardLink {
  const { placement: _, ...link } = new DashboardLinkBuilder('Vigie')
    .type(DashboardLinkType.Dashboards)
    .tags(['vigie'])
    .asDropdown(true)
    .keepTime(true)
    .build();
  return link;
}

/** Whether a guest runs. */
export const runningStates = { 0: { text: 'Stopped', color: 'text' }, 1: { text: 'Running', color: 'green' } };
