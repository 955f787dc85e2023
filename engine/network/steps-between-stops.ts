/** People and ties after which a long loop asks whether to stop: some milliseconds. */
export const STEPS_BETWEEN_STOPS = 1 << 15
