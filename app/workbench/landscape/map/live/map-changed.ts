/** The event by which a part says that the map is another one now, and is to be fetched and opened again where one looks. */
export const MAP_CHANGED = 'map-changed'
