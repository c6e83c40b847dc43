import { randomInt } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { encrypt } from 'unixcrypt';
import { inTurn } from '../in-turn.ts';

/** No characters that look like another one: the password may be typed from a screen into a console. */
const alphabet = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** 20 characters, about 116 bits. */
export const randomPassword = (): string => Array.from({ length: 20 }, () => alphabet.charAt(randomInt(alphabet.length))).join('');

/** Where the machine's console password is kept until the access mail took it. */
export const consoleSecret = (orderId: string): string => `console/${orderId}`;

const oneAtATime = inTurn();

/** As SHA-512 crypt. It takes 20 ms in which nothing else runs, so what else there is to do gets its turn between two of them. */
export const hashedPassword = (password: string): Promise<string> =>
  oneAtATime(async () => {
    await turn();
    return encrypt(password);
  });
