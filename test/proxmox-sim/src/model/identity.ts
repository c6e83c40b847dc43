/** Who calls: a user, or one of its tokens. */
export interface Identity {
  /** `user@realm` */
  user: string;
  /** Token name without the user, or null for the user itself. */
  token: string | null;
}

/** `user@realm` or `user@realm!token`, as ACLs and UPIDs write it. */
export function authId(identity: Identity): string {
  return identity.token === null ? identity.user : `${identity.user}!${identity.token}`;
}

export function parseAuthId(text: string): Identity {
  const at = text.indexOf('!');
  return at === -1 ? { user: text, token: null } : { user: text.slice(0, at), token: text.slice(at + 1) };
}
