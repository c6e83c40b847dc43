import { request } from 'node:http';

export interface Got {
  seconds: number;
  /** As they came over the wire. */
  bytes: number;
  text: string;
}

/** One scrape over a connection of its own. Rejects when the answer is not 200 or is cut off. */
export function get(url: string, headers: Record<string, string> = {}): Promise<Got> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const call = request(url, { agent: false, headers: { 'accept-encoding': 'identity', ...headers } }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('error', reject);
      answer.on('end', () => {
        const seconds = (performance.now() - started) / 1000;
        const body = Buffer.concat(pieces);
        if (answer.statusCode === 200) resolve({ seconds, bytes: body.length, text: body.toString() });
        else reject(new Error(`${url} answered ${answer.statusCode}`));
      });
    });
    call.on('error', reject);
    call.end();
  });
}
