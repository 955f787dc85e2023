/** What a landscape is read with unless somebody chooses otherwise, on the server as on somebody's device. */
export const usualSize = 12
export const usualSeed = 7
