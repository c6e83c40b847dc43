import type { LoadedConfig } from '@vigie/config/load';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

type SmtpConfig = LoadedConfig['config']['mail']['smtp'];

const timeoutMs = 15_000;

export interface SmtpSession {
  send(envelope: { from: string; to: string }, message: Buffer): Promise<void>;
  close(): void;
}

/** Connects, secures and logs in. Rejects with the server's error; the connection is closed then. */
export async function openSmtp({ host, port, security, user }: SmtpConfig, password: string | null): Promise<SmtpSession> {
  const connection = new SMTPConnection({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    if (user !== undefined) await login(connection, user, password ?? '');
  } catch (error) {
    connection.close();
    throw error;
  }
  // Errors from here on come through `send`'s callback too; without a listener they would end the process.
  connection.on('error', () => {});
  return {
    send: (envelope, message) =>
      new Promise((resolve, reject) => {
        connection.send({ ...envelope, size: message.length }, message, (error) => (error ? reject(error) : resolve()));
        connection.once('error', reject);
      }),
    close: () => connection.quit(),
  };
}

const login = (connection: SMTPConnection, user: string, pass: string) =>
  new Promise<void>((resolve, reject) => {
    connection.login({ credentials: { user, pass } }, (error) => (error ? reject(error) : resolve()));
  });
