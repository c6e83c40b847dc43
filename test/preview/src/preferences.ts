import type { NextFunction, Request, Response } from 'express';
import { cookieOptions, languageCookie, readCookie, themeCookie } from './cookies.ts';

export const themes = ['dark', 'light'] as const;
export const languages = ['en-US', 'fr-FR'] as const;
export type Theme = (typeof themes)[number];
export type Language = (typeof languages)[number];

/** What this browser chose; Grafana's default theme, and the browser's own language. */
export function preferences(request: Request): { theme: Theme; language: Language; chosenTheme: Theme | undefined } {
  const chosenTheme = themes.find((theme) => theme === readCookie(request, themeCookie));
  const chosenLanguage = languages.find((language) => language === readCookie(request, languageCookie));
  const spoken = request.acceptsLanguages('en', 'en-US', 'fr', 'fr-FR');
  const preferred = typeof spoken === 'string' && spoken.startsWith('fr') ? 'fr-FR' : 'en-US';
  return { theme: chosenTheme ?? 'dark', language: chosenLanguage ?? preferred, chosenTheme };
}

/** Remembers `?theme=` and `?lang=` of any page and takes them out of the address, which belongs to the plugin. */
export function rememberPreferences(request: Request, response: Response, next: NextFunction): void {
  const url = new URL(request.originalUrl, 'http://preview');
  const theme = themes.find((name) => name === url.searchParams.get('theme'));
  const language = languages.find((name) => name === url.searchParams.get('lang'));
  if (theme === undefined && language === undefined) return next();
  if (theme) response.cookie(themeCookie, theme, cookieOptions);
  if (language) response.cookie(languageCookie, language, cookieOptions);
  url.searchParams.delete('theme');
  url.searchParams.delete('lang');
  response.redirect(localPath(url.pathname + url.search));
}

/** Only paths of this server: `//host` and absolute URLs would lead elsewhere. */
export function localPath(path: unknown): string {
  return typeof path === 'string' && /^\/(?![/\\])/.test(path) ? path : '/';
}
