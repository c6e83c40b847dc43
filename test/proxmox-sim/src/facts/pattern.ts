const compiled = new Map<string, RegExp>();

/** A Perl pattern of the schema, anchored as Proxmox anchors it. Perl writes the flags of an embedded pattern as `(?^i:...)`, and `{,8}` for `{0,8}`. */
export function perlPattern(pattern: string): RegExp {
  let found = compiled.get(pattern);
  if (found === undefined) {
    found = new RegExp(`^(?:${pattern.replaceAll(/\(\?\^u?:/g, '(?:').replaceAll('(?^i:', '(?i:').replaceAll('{,', '{0,')})$`);
    compiled.set(pattern, found);
  }
  return found;
}
