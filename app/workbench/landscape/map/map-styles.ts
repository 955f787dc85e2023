/** The stylesheets of the drawn map, in their order: pages and pictures need all of them. */
export const mapStyles = ['map-ground.css', 'map-lines.css', 'map-signs.css'] as const

/** Those of the map that lives, which come after them. */
export const livingMapStyles = ['living-map.css', 'map-tools.css'] as const
