import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VigieConfig } from '@vigie/config/schema';
import { readSecret } from '@vigie/config/secret';
import { load } from 'js-yaml';
import { inRoot } from '../root.ts';
import type { ConfigTree } from './effective-config.ts';

/** What is taken of vigie.yaml. */
export type AlertingConfig = Pick<VigieConfig, 'mail'> & {
  operator: Pick<VigieConfig['operator'], 'email'>;
  tenants: readonly Pick<VigieConfig['tenants'][number], 'id' | 'email'>[];
};

export interface AlertmanagerOptions {
  /** Secrets are written here, for Alertmanager to read. */
  folder: string;
  config: AlertingConfig;
  /** An incoming webhook of Slack; without it everything goes by mail alone. */
  slackWebhook: string | undefined;
}

/**
 * alert-rules/alertmanager.yml itself, with the mail server and the addresses of vigie.yaml.
 * A tenant's route stays only when vigie.yaml has that tenant.
 */
export function alertmanagerConfig({ folder, config, slackWebhook }: AlertmanagerOptions): ConfigTree {
  const tree = load(readFileSync(inRoot('alert-rules', 'alertmanager.yml'), 'utf8')) as ConfigTree;
  const { from, smtp } = config.mail;
  tree.global = {
    smtp_from: from,
    smtp_smarthost: `${smtp.host}:${smtp.port}`,
    smtp_require_tls: smtp.security !== 'none',
    ...(smtp.user !== undefined && { smtp_auth_username: smtp.user }),
    ...(smtp.password && { smtp_auth_password_file: secretFile(folder, 'smtp-password', readSecret(smtp.password, folder)) }),
  };
  tree.templates = [inRoot('alert-rules', 'templates', '*.tmpl')];

  const addresses = new Map(config.tenants.map(({ id, email }) => [`tenant-${id}`, email]));
  const isKept = (name: string) => !name.startsWith('tenant-') || addresses.has(name);
  tree.route.routes = tree.route.routes.filter(({ receiver }: ConfigTree) => isKept(receiver));
  tree.receivers = tree.receivers.filter(({ name }: ConfigTree) => isKept(name)).map((receiver: ConfigTree) => {
    const to = addresses.get(receiver.name) ?? config.operator.email;
    // Without Slack the warnings, too, need somewhere to go.
    const mails = receiver.email_configs ?? (receiver.slack_configs && !slackWebhook ? criticalMails(tree) : undefined);
    return {
      name: receiver.name,
      ...(mails && { email_configs: mails.map((mail: ConfigTree) => ({ ...mail, to })) }),
      ...(receiver.slack_configs && slackWebhook && {
        slack_configs: receiver.slack_configs.map((slack: ConfigTree) => ({ ...slack, api_url_file: secretFile(folder, 'slack-webhook-url', slackWebhook) })),
      }),
    };
  });
  return tree;
}

function criticalMails(tree: ConfigTree): ConfigTree[] {
  return tree.receivers.find(({ name }: ConfigTree) => name === 'operator-critical').email_configs;
}

function secretFile(folder: string, name: string, secret: string): string {
  const file = join(folder, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(file, secret, { mode: 0o600 });
  return file;
}

/**
 * The webhook of Slack that VIGIE_SLACK_WEBHOOK names. In the demo only one on this machine is taken: nothing leaves it.
 * `say` is told when it is not taken.
 */
export function slackWebhook(value: string | undefined, demo: boolean, say: (text: string) => void): string | undefined {
  if (!value) return undefined;
  const url = URL.parse(value);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    say('VIGIE_SLACK_WEBHOOK is no http or https address; alerts go by mail only.');
    return undefined;
  }
  if (demo && !['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)) {
    say('VIGIE_SLACK_WEBHOOK is not on this machine, and nothing of the demo leaves it; alerts go by mail only.');
    return undefined;
  }
  return value;
}
