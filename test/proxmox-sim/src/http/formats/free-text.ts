/** Named formats that nothing is checked of, and why. A list of one is as free as one. */
export const freeText: Record<string, string> = {
  'pve-sdn-bgp-rt': 'only zones of type evpn have it, which are stored and not simulated',
  'pve-sdn-fabric-id': 'fabrics are not offered',
  'pve-tfa-config': 'realms are known by name only',
  string: 'the format of lists of anything',
};
