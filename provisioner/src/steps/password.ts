import { randomInt } from 'node:crypto';

/** No characters that look like another one: the password may be typed from a screen into a console. */
const alphabet = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** 20 characters, about 116 bits. */
export const randomPassword = (): string => Array.from({ length: 20 }, () => alphabet.charAt(randomInt(alphabet.length))).join('');

/** Where the machine's console password is kept until the access mail took it. */
export const consoleSecret = (orderId: string): string => `console/${orderId}`;
