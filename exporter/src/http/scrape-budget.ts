import type { Request } from 'express';

// Below Prometheus's default time-out of 10 s: a Proxmox that hangs must still give an answer, with pve_up 0.
const longestMs = 8_000;
const shortestMs = 250;

/** How long the reads of this scrape may take, in milliseconds: Prometheus tells when it gives up. */
export function scrapeBudget(request: Request): number {
  const seconds = Number(request.get('x-prometheus-scrape-timeout-seconds'));
  // The rest is for rendering and sending.
  return Number.isFinite(seconds) && seconds > 0 ? Math.max(shortestMs, Math.min(longestMs, seconds * 800)) : longestMs;
}
