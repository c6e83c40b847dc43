import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { z } from 'zod';
import { ConfigError, toMistakes, type ConfigMistake } from './config-error.ts';
import { readYaml } from './read-yaml.ts';
import { webConfigSchema, type ClientAuthType, type TlsVersion } from './web-config-schema.ts';

/** How a server is spoken to. `cert`, `key` and `clientCa` are PEM; `ciphers` and `curves` are OpenSSL's lists, empty for its own. */
export interface WebTls {
  cert: string;
  key: string;
  clientCa: string | null;
  clientAuth: ClientAuthType;
  allowedSans: readonly string[];
  minVersion: 'TLSv1.2' | 'TLSv1.3';
  maxVersion: 'TLSv1.2' | 'TLSv1.3';
  ciphers: readonly string[];
  honorCipherOrder: boolean;
  curves: readonly string[];
}

/** A web configuration with the files that it names read. */
export interface WebConfig {
  /** null: plain HTTP. */
  tls: WebTls | null;
  /** User -> bcrypt hash; empty: everybody may. */
  users: ReadonlyMap<string, string>;
  /** Of every answer; an empty text removes a header. */
  headers: Readonly<Record<string, string>>;
  /** One request each so many milliseconds, after `burst` at once; null: as many as come. */
  rateLimit: { intervalMs: number; burst: number } | null;
}

/** What holds without a file: plain HTTP for everybody. */
export const openWebConfig: WebConfig = { tls: null, users: new Map(), headers: {}, rateLimit: null };

/** Reads a web configuration; paths in it are relative to it. Throws a ConfigError with every mistake, those in files it names included. */
export function loadWebConfig(file: string): WebConfig {
  const result = webConfigSchema.safeParse(readYaml(file) ?? {});
  if (!result.success) throw new ConfigError(file, result.error.issues.flatMap(toMistakes));
  const { tls_server_config: tls, http_server_config: http, basic_auth_users: users, rate_limit: limit } = result.data;
  return {
    tls: tls ? readTls(tls, file) : null,
    users: new Map(Object.entries(users ?? {})),
    headers: Object.fromEntries(Object.entries(http?.headers ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    rateLimit: limit && limit.interval > 0 ? { intervalMs: limit.interval, burst: limit.burst } : null,
  };
}

type TlsSection = NonNullable<z.output<typeof webConfigSchema>['tls_server_config']>;

function readTls(section: TlsSection, file: string): WebTls {
  const mistakes: ConfigMistake[] = [];
  const read = (name: 'cert' | 'key' | 'client_ca'): string | null => {
    const path = section[`${name}_file`];
    if (path === undefined) return section[name] ?? null;
    try {
      return readFileSync(resolve(dirname(file), path), 'utf8');
    } catch (error) {
      mistakes.push({ path: `tls_server_config.${name}_file`, message: (error as Error).message });
      return null;
    }
  };
  const parse = <T>(name: 'cert' | 'key' | 'client_ca', pem: string | null, parser: (pem: string) => T): T | null => {
    try {
      return pem === null ? null : parser(pem);
    } catch {
      // Not the error itself: it is OpenSSL's, which says nothing to people.
      mistakes.push({ path: `tls_server_config.${section[name] === undefined ? `${name}_file` : name}`, message: 'is not PEM' });
      return null;
    }
  };
  const [cert, key, clientCa] = [read('cert'), read('key'), read('client_ca')];
  const certificate = parse('cert', cert, (pem) => new X509Certificate(pem));
  const privateKey = parse('key', key, createPrivateKey);
  parse('client_ca', clientCa, (pem) => new X509Certificate(pem));
  if (certificate && privateKey && !certificate.checkPrivateKey(privateKey)) {
    mistakes.push({ path: `tls_server_config.${section.key === undefined ? 'key_file' : 'key'}`, message: 'does not belong to the certificate' });
  }
  if (mistakes.length > 0) throw new ConfigError(file, mistakes);
  return {
    cert: cert ?? '',
    key: key ?? '',
    clientCa,
    clientAuth: section.client_auth_type,
    allowedSans: section.client_allowed_sans,
    minVersion: nodeVersions[section.min_version],
    maxVersion: nodeVersions[section.max_version],
    ciphers: section.cipher_suites,
    honorCipherOrder: section.prefer_server_cipher_suites,
    curves: section.curve_preferences,
  };
}

const nodeVersions: Record<TlsVersion, WebTls['minVersion']> = { TLS12: 'TLSv1.2', TLS13: 'TLSv1.3' };
