import { css } from '@emotion/css';
import { AppEvents, type GrafanaTheme2 } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { Alert, useStyles2, type AlertVariant } from '@grafana/ui';
import { useCallback, useEffect, useState } from 'react';
import { headerHeight } from './measures.ts';
import { texts } from './texts.ts';

interface Notification {
  id: number;
  severity: AlertVariant;
  title: string;
  text: string;
}

/** How long Grafana shows each kind, in milliseconds. */
const kinds = [
  { event: AppEvents.alertSuccess, severity: 'success', ms: 3000 },
  { event: AppEvents.alertInfo, severity: 'info', ms: 3000 },
  { event: AppEvents.alertWarning, severity: 'warning', ms: 5000 },
  { event: AppEvents.alertError, severity: 'error', ms: 7000 },
] as const;

let lastId = 0;

/** Shows what plugins announce through Grafana's application events, top right and over everything. */
export function Notifications() {
  const styles = useStyles2(getStyles);
  const [shown, setShown] = useState<Notification[]>([]);
  const remove = useCallback((id: number) => setShown((list) => list.filter((one) => one.id !== id)), []);

  useEffect(() => {
    const timers = new Set<number>();
    const subscriptions = kinds.map(({ event, severity, ms }) =>
      getAppEvents()
        .getStream({ type: event.name } as never)
        .subscribe(({ payload }: { payload?: unknown }) => {
          const id = ++lastId;
          const { title, text } = toWords(payload);
          setShown((list) => [...list.filter((one) => one.title !== title || one.text !== text), { id, severity, title, text }]);
          timers.add(window.setTimeout(() => remove(id), ms));
        }),
    );
    return () => {
      subscriptions.forEach((subscription) => subscription.unsubscribe());
      timers.forEach((timer) => window.clearTimeout(timer));
    };
  }, [remove]);

  return (
    <section aria-label={texts.notifications} className={styles.stack}>
      {shown.map(({ id, severity, title, text }) => (
        <Alert key={id} severity={severity} title={title} elevated onRemove={() => remove(id)}>
          {text}
        </Alert>
      ))}
    </section>
  );
}

/** Grafana's payload is a list of title and text, or an error. */
function toWords(payload: unknown): { title: string; text: string } {
  if (Array.isArray(payload)) return { title: String(payload[0] ?? ''), text: String(payload[1] ?? '') };
  return { title: payload instanceof Error ? payload.message : String(payload), text: '' };
}

const getStyles = (theme: GrafanaTheme2) => ({
  stack: css({
    position: 'fixed',
    zIndex: theme.zIndex.portal,
    top: headerHeight + 8,
    right: 16,
    width: 400,
    maxWidth: 'calc(100vw - 32px)',
    maxHeight: `calc(100vh - ${headerHeight + 16}px)`,
    overflowY: 'auto',
  }),
});
