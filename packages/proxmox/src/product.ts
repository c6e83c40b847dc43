import type { Answer } from './exchange.ts';
import type { MissingPermission } from './permission.ts';

export interface ApiToken {
  id: string;
  secret: string;
}

/** Words for people whose connection is not trusted or does not come about. */
export interface ProductWords {
  /** What the API runs on: a node, a server. */
  machine: string;
  /** What listens, and where by default. */
  daemon: string;
  port: number;
  /** Commands. */
  showCertificate: string;
  renewCertificate: string;
  /** Which CA its certificates have by themselves. */
  ca: string;
}

/** All that differs between the APIs of Proxmox's products; transport, trust, outcomes and errors are the same. */
export interface Product {
  /** The value of the header `Authorization`. */
  authorization(token: ApiToken): string;
  /** What an answer other than 200 says; `fields` are the parameters that it names. Secrets may still be in it. */
  describe(answer: Answer): { reason: string; fields: Record<string, string> };
  /** True for an answer after which nothing has happened, whatever was asked. */
  refuses(status: number, reason: string): boolean;
  /** True for a refusal that is over when somebody else's work is: the same call may be sent again. */
  isLocked(status: number | null, reason: string): boolean;
  /** Which privilege an answer misses, when it says so. */
  permission(reason: string): MissingPermission | null;
  words: ProductWords;
}
