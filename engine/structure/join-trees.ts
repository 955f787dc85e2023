/**
 * Joins the trees of two people (union–find). Roots stand at the lowest number of what they hold, so a parent is never above its child;
 * whoever is passed on the way up hangs nearer to the root afterwards.
 */
export function joinTrees(parent: Uint32Array, one: number, other: number): void {
  let a = parent[one]!
  let b = parent[other]!
  while (a !== b) {
    if (a < b) {
      const kept = a
      a = b
      b = kept
    }
    // a is the higher: hang it below b if it is a root, else climb
    const above = parent[a]!
    if (above === a) {
      parent[a] = b
      return
    }
    parent[a] = parent[above]!
    a = above
  }
}
