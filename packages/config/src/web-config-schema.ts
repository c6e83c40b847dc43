import { z } from 'zod';

const text = z.string().min(1);

const versions = ['TLS12', 'TLS13'] as const;
const version = z.enum(versions, { error: 'TLS12 or TLS13 (older versions are not served)' });

/** Go's names of the cipher suites up to TLS 1.2 that are safe to offer -> OpenSSL's. Those of TLS 1.3 are always on, as in Go. */
const opensslSuites = {
  TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: 'ECDHE-ECDSA-AES128-GCM-SHA256',
  TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: 'ECDHE-ECDSA-AES256-GCM-SHA384',
  TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256: 'ECDHE-ECDSA-CHACHA20-POLY1305',
  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: 'ECDHE-RSA-AES128-GCM-SHA256',
  TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384: 'ECDHE-RSA-AES256-GCM-SHA384',
  TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256: 'ECDHE-RSA-CHACHA20-POLY1305',
  TLS_AES_128_GCM_SHA256: 'TLS_AES_128_GCM_SHA256',
  TLS_AES_256_GCM_SHA384: 'TLS_AES_256_GCM_SHA384',
  TLS_CHACHA20_POLY1305_SHA256: 'TLS_CHACHA20_POLY1305_SHA256',
} as const;
const opensslCurves = { CurveP256: 'P-256', CurveP384: 'P-384', CurveP521: 'P-521', X25519: 'X25519' } as const;

const keysOf = <Key extends string>(map: Record<Key, string>) => Object.keys(map) as [Key, ...Key[]];
const oneOf = <Key extends string>(map: Record<Key, string>) => z.enum(keysOf(map), { error: `one of ${keysOf(map).join(', ')}` });

const clientAuthTypes = ['NoClientCert', 'RequestClientCert', 'RequireAnyClientCert', 'VerifyClientCertIfGiven', 'RequireAndVerifyClientCert'] as const;

const tls = z
  .strictObject({
    cert: text.optional(),
    cert_file: text.optional(),
    key: text.optional(),
    key_file: text.optional(),
    client_ca: text.optional(),
    client_ca_file: text.optional(),
    client_auth_type: z.enum(clientAuthTypes, { error: `one of ${clientAuthTypes.join(', ')}` }).default('NoClientCert'),
    client_allowed_sans: z.array(text).default([]),
    min_version: version.default('TLS12'),
    max_version: version.default('TLS13'),
    cipher_suites: z.array(oneOf(opensslSuites).transform((name) => opensslSuites[name])).default([]),
    prefer_server_cipher_suites: z.boolean().default(true),
    curve_preferences: z.array(oneOf(opensslCurves).transform((name) => opensslCurves[name])).default([]),
  })
  .superRefine((given, context) => {
    const wrong = (key: keyof typeof given, message: string) => context.addIssue({ code: 'custom', path: [key], message });
    for (const key of ['cert', 'key', 'client_ca'] as const) {
      const file = `${key}_file` as const;
      const count = [given[key], given[file]].filter((value) => value !== undefined).length;
      if (count === 2) wrong(file, `give ${key} or ${file}, not both`);
      if (count === 0 && key !== 'client_ca') wrong(file, `is missing (or ${key})`);
    }
    const verifies = /^(VerifyClientCertIfGiven|RequireAndVerifyClientCert)$/.test(given.client_auth_type);
    const hasCa = (given.client_ca ?? given.client_ca_file) !== undefined;
    if (verifies && !hasCa) wrong('client_ca_file', `is missing (or client_ca): ${given.client_auth_type} needs it`);
    if (!verifies && hasCa) wrong('client_auth_type', 'must be RequireAndVerifyClientCert or VerifyClientCertIfGiven: nothing else looks at client_ca');
    if (given.client_allowed_sans.length > 0 && !given.client_auth_type.startsWith('Require')) {
      wrong('client_allowed_sans', 'needs client_auth_type RequireAndVerifyClientCert: without a certificate there is no name to compare');
    }
    if (given.min_version > given.max_version) wrong('max_version', 'is below min_version');
  });

const header = z.string().regex(/^[\x20-\x7e]*$/, 'printable ASCII on one line').optional();

const httpServer = z.strictObject({
  /** Taken for compatibility. The exporter speaks HTTP/1.1, which every client of HTTP/2 falls back to. */
  http2: z.boolean().optional(),
  headers: z
    .strictObject({
      'Content-Security-Policy': header,
      'X-Frame-Options': z.enum(['deny', 'sameorigin', '']).optional(),
      'X-Content-Type-Options': z.enum(['nosniff', '']).optional(),
      'X-XSS-Protection': header,
      'Strict-Transport-Security': header,
    })
    .default({}),
});

/** The strongest hash that is still checked in a second or so; a higher cost would let anybody keep the exporter busy. */
const maxCost = 14;
const bcryptHash = z
  .string()
  .regex(/^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/, { error: 'a bcrypt hash, as `htpasswd -nBC 10 ""` makes it', abort: true })
  .refine((hash) => Number(hash.slice(4, 6)) >= 4 && Number(hash.slice(4, 6)) <= maxCost, `the cost of the hash must be 4 to ${maxCost}`);
const userName = z.string().regex(/^[^:\p{Cc}]+$/u, 'a user name has no colon and no control characters');

const units: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
/** Milliseconds. */
const duration = z
  .union([z.string().regex(/^(0|\d{1,6}(ms|s|m|h))$/), z.literal(0)], { error: 'a duration such as 500ms, 1s or 1m; 0 turns the limit off' })
  .transform((value) => {
    const [, count, unit = 'ms'] = /^(\d+)(\D+)?$/.exec(String(value)) ?? [];
    return Number(count) * (units[unit] ?? 1);
  });

/** The web configuration file format of Prometheus's exporter toolkit. Unknown keys are mistakes. */
export const webConfigSchema = z.strictObject({
  tls_server_config: tls.optional(),
  http_server_config: httpServer.optional(),
  basic_auth_users: z.record(userName, bcryptHash).nullish(),
  rate_limit: z.strictObject({ interval: duration, burst: z.int().min(1).default(1) }).optional(),
});

export type ClientAuthType = (typeof clientAuthTypes)[number];
export type TlsVersion = (typeof versions)[number];
