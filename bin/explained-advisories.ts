/** Packages with a grave advisory that does not concern us, with why; by name. */
export const explainedAdvisories: Record<string, string> = {}
