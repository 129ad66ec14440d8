import { createRequests } from '../../ui/requests.ts'

/** Asks for the explanation of the forced end, from wherever on the page. */
export const [askForceEnd, useForceEndRequests] = createRequests<null>()
