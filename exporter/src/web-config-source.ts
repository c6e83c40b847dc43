import { loadWebConfig, openWebConfig, type WebConfig, type WebTls } from '@vigie/config/web-config';
import type { Logger } from 'pino';

/** The web configuration, which may change while the exporter runs: certificates are renewed. */
export interface WebConfigSource {
  current(): WebConfig;
  /** Reads the file, and those that it names, again. A broken one is told in the log once, and what was read before stays. True when it was good. */
  refresh(): boolean;
  /** Called when the certificate or another setting of TLS is another one. */
  onTls(listener: (tls: WebTls) => void): void;
}

/** Throws a ConfigError when the file is wrong at the start. Without a file everything is open. */
export function createWebConfigSource(file: string | undefined, log: Pick<Logger, 'info' | 'error'>): WebConfigSource {
  let current = file === undefined ? openWebConfig : loadWebConfig(file);
  let trouble = '';
  let listener: (tls: WebTls) => void = () => undefined;

  const take = (next: WebConfig) => {
    const { tls } = next;
    if ((tls === null) !== (current.tls === null)) throw new Error('TLS cannot be turned on or off while the exporter runs: restart it');
    const renewed = tls !== null && JSON.stringify(tls) !== JSON.stringify(current.tls);
    current = next;
    if (!renewed) return;
    listener(tls);
    log.info({ file }, 'TLS certificate or settings renewed');
  };

  return {
    current: () => current,
    refresh() {
      if (file === undefined) return true;
      try {
        const next = loadWebConfig(file);
        // The same settings are the same object: what was made of them stays.
        if (textOf(next) !== textOf(current)) take(next);
        trouble = '';
        return true;
      } catch (error) {
        const { message } = error as Error;
        if (message !== trouble) log.error({ file, reason: message }, 'the web configuration is not taken; the last good one stays');
        trouble = message;
        return false;
      }
    },
    onTls: (told) => (listener = told),
  };
}

function textOf({ users, ...rest }: WebConfig): string {
  return JSON.stringify([[...users], rest]);
}
