/** Long enough that no slip of the hand goes on air, short enough that nobody doubts the button. Ending is asked a little longer. */
export const goLiveHoldMs = 700
export const endLiveHoldMs = 1_000
