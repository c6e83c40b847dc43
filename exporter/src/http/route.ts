import type { Request, Response } from 'express';

/**
 * Who may read it: `open` = everybody; `operator` = the users of the web configuration, everybody when it has none;
 * `tenant` = the route itself decides, by the tenant's token.
 */
export type Access = 'open' | 'operator' | 'tenant';

/** One path of the exporter. All are read only: GET and HEAD. */
export interface Route {
  readonly path: string;
  readonly access: Access;
  /** For the landing page; without it the path is not listed there. */
  readonly title?: string;
  handle(request: Request, response: Response): Promise<void> | void;
}
