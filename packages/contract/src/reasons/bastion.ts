/** Why the bastion does not let a machine be reached. See step-reasons.ts. */
export const bastionReasons = {
  'bastion-none': 'No bastion is configured: the machine is reached directly.',
  'bastion-without-key': 'The machine has no valid SSH key, so nobody can reach it through the bastion.',
  'bastion-unreachable':
    'The bastion {{host}} cannot be reached. Check that it runs, that bastion.host and bastion.port are right, and that the network between it and Vigie works.',
  'bastion-interrupted': 'The bastion {{host}} broke off while it took a change.',
  'bastion-key-changed':
    'The bastion {{host}} has the host key {{seen}}, which is not bastion.hostKey: it was set up anew, or somebody stands in between. Check it on the bastion, correct bastion.hostKey, restart Vigie, then retry.',
  'bastion-login-refused':
    "The bastion {{host}} refuses Vigie's login as {{user}}. Put the public half of bastion.key into that account's authorized_keys (docs/bastion.md), then retry.",
  'bastion-refused':
    'The bastion {{host}} refuses what Vigie asks of it. Check that vigie-bastion is installed there as docs/bastion.md says, then retry.',
  'bastion-not-kept': 'The bastion {{host}} does not have what Vigie put there. Does something else write to its folder? Then retry.',
} as const;
