/** Why nobody is asked about a network, or why the order waits. See step-reasons.ts. */
export const networkChoiceReasons = {
  'done-by-lead': 'This is done once for all machines of the order.',
  'network-chosen-with-order': 'The order says which network it wants: nobody is asked.',
  'network-is-first': 'The tenant has no network yet, so there is nothing to choose: it gets its own.',
  'network-not-asked': 'There was nothing to choose.',
  'network-not-chosen': 'The network is not chosen yet.',
} as const;
