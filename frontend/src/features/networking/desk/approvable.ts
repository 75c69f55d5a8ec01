/** The states of a registration from which the hub can give a place. */
export const approvable: readonly string[] = ["pending", "waitlisted", "declined"];
