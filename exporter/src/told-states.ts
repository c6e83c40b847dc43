/** Of a set of states, only the one that holds has a series, or all have one: 1 for it and 0 for the others. */
export type ToldStates = 'holding' | 'all';
