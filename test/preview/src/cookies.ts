import type { CookieOptions, Request } from 'express';

export const sessionCookie = 'preview_session';
export const themeCookie = 'preview_theme';
export const languageCookie = 'preview_language';

/** No `Secure`: the stand-in speaks plain HTTP on the loopback. */
export const cookieOptions: CookieOptions = { httpOnly: true, sameSite: 'lax', path: '/' };

/** The value of a request's cookie. */
export function readCookie(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value) return decodeCookie(value);
  }
  return undefined;
}

function decodeCookie(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
