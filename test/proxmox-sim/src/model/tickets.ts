import { createHmac, timingSafeEqual } from 'node:crypto';
import { now } from '../clock.ts';

/** Seconds that a ticket, and a CSRF prevention token, is good for. */
const lifetime = 7200;
/** Seconds that one may come from the future, when clocks differ. */
const tolerance = 300;

/** Makes and checks tickets (`PVE:USER:TIME::SIGNATURE`) and CSRF prevention tokens (`TIME:SIGNATURE`). TIME is hex, in seconds. */
export class Tickets {
  private readonly key: Buffer;

  constructor(key: Buffer) {
    this.key = key;
  }

  issue(user: string): { ticket: string; CSRFPreventionToken: string } {
    const time = now().toString(16).toUpperCase().padStart(8, '0');
    const subject = `PVE:${user}:${time}`;
    return { ticket: `${subject}::${this.sign(subject)}`, CSRFPreventionToken: `${time}:${this.sign(`CSRF:${time}:${user}`)}` };
  }

  /** Whose ticket it is; null: nobody's, or it is too old. */
  userOf(ticket: string): string | null {
    const [, subject = '', user = '', time = '', signature = ''] = /^(PVE:(.+):([0-9A-F]{8}))::(.+)$/.exec(ticket) ?? [];
    return this.matches(subject, signature) && isFresh(time) ? user : null;
  }

  isCsrfToken(user: string, token: string): boolean {
    const [, time = '', signature = ''] = /^([0-9A-F]{8}):(.+)$/.exec(token) ?? [];
    return this.matches(`CSRF:${time}:${user}`, signature) && isFresh(time);
  }

  private sign(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('base64');
  }

  private matches(text: string, signature: string): boolean {
    const [given, expected] = [Buffer.from(signature), Buffer.from(this.sign(text))];
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}

function isFresh(time: string): boolean {
  const age = now() - Number.parseInt(time, 16);
  return age > -tolerance && age < lifetime;
}
