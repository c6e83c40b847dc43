import React from 'react';
import { css } from '@emotion/css';
import type { AppPluginMeta, GrafanaTheme2, PluginConfigPageProps } from '@grafana/data';
import { Alert, useStyles2 } from '@grafana/ui';
import pluginJson from '../../plugin.json';
import { t } from '../../i18n/t';
import { AppErrorBoundary } from '../AppErrorBoundary';
import { ConnectionTest } from './ConnectionTest';
import { GatewayKeyForm } from './GatewayKeyForm';

/** "Is this organisation connected to the provisioner, and if not, why?" */
function AppConfig({ plugin }: PluginConfigPageProps<AppPluginMeta>) {
  const styles = useStyles2(getStyles);
  return (
    <AppErrorBoundary>
      <div className={styles.root}>
        <section>
          <h3>{t('config.connection', 'Connection')}</h3>
          <ConnectionTest />
        </section>
        <section>
          <h3>{t('config.key', 'Gateway key')}</h3>
          <GatewayKeyForm meta={plugin.meta} />
        </section>
        <section>
          <h3>{t('config.url', 'Address of the provisioner')}</h3>
          <Alert severity="info" title={t('config.url-title', 'Grafana sends calls to {{url}}', { url: pluginJson.routes[0]?.url ?? '' })}>
            {t(
              'config.url-text',
              'The address is fixed in the plugin’s plugin.json and cannot be set here: whoever could change it would receive the gateway key. Give the name to the provisioner in your network (DNS, Docker Compose or the hosts file), or change plugin.json on the server and restart Grafana.',
            )}
          </Alert>
        </section>
      </div>
    </AppErrorBoundary>
  );
}

export default AppConfig;

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(4), maxWidth: 760 }),
});
