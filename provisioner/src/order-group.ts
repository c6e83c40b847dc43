/**
 * An order of several machines is a row for each of them: the lead, which is the order as people see it, and the others, which name it.
 */
export interface GroupMember {
  readonly id: string;
  /** The order's id when this is not its first machine. */
  readonly lead: string | null;
}

/** The id of the order as people see it, under which is kept what its machines share. */
export const groupId = ({ id, lead }: GroupMember): string => lead ?? id;

/** The name that the order was given: machines of several are named after it, see @vigie/contract/machine-names. */
export const orderedName = ({ name, lead, quantity }: Pick<GroupMember, 'lead'> & { name: string; quantity: number }): string =>
  lead === null && quantity === 1 ? name : name.slice(0, -'-01'.length);
