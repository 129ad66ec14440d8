/** Long enough that no slip of the hand goes on air, short enough that nobody doubts the button. The more an action ends, the longer it is asked. */
export const goLiveHoldMs = 700
export const endLiveHoldMs = 1_000
export const reissueHoldMs = 1_000
export const forceEndHoldMs = 1_500
