const types = new Set([
  'ssh-ed25519',
  'ssh-rsa',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'sk-ssh-ed25519@openssh.com',
  'sk-ecdsa-sha2-nistp256@openssh.com',
]);

/** Whether ssh-keygen would take this line: the blob must repeat the type and have the parts that it promises. */
export function isPublicKey(line: string): boolean {
  const [type = '', encoded = ''] = line.trim().split(/\s+/);
  if (!types.has(type) || !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return false;
  const parts = blobParts(Buffer.from(encoded, 'base64'));
  if (parts === null || parts[0]?.toString() !== type) return false;
  return type === 'ssh-ed25519' ? parts.length === 2 && parts[1]?.length === 32 : parts.length >= 3;
}

function blobParts(blob: Buffer): Buffer[] | null {
  const parts: Buffer[] = [];
  let at = 0;
  while (at < blob.length) {
    if (at + 4 > blob.length) return null;
    const length = blob.readUInt32BE(at);
    if (at + 4 + length > blob.length) return null;
    parts.push(blob.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return parts;
}
