/** Version of the numbers this engine gives: it rises whenever the same input and seed would give another result. */
export const engineVersion = '0.2.0'
