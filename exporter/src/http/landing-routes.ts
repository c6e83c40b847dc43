import { landingPage, type LandingParts } from '../landing-page.ts';
import type { Route } from './route.ts';

/** `/`, with links to the routes that have a title. */
export function landingRoutes(parts: Omit<LandingParts, 'pages'>, others: readonly Route[]): Route[] {
  const pages = others.flatMap(({ path, title }) => (title === undefined ? [] : [{ path, title }]));
  return [{ path: '/', access: 'operator', handle: (_request, response) => void response.send(landingPage({ ...parts, pages })) }];
}
