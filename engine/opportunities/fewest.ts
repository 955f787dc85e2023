/** The counts under which nothing is said, so that no single person can be read from a number. */

/** Fewest people of a practice for which a number about it is shown. */
export const FEWEST_SHOWN = 5

/** Fewest legitimacy answers from which a total is shown. */
export const FEWEST_ANSWERS = 3
