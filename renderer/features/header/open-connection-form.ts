import { createRequests } from '../../ui/requests.ts'

/** Asks for the connection form, empty or for the chosen connection; whoever owns it opens it. */
export const [requestConnectionForm, useConnectionFormRequests] = createRequests<'add' | 'edit'>()
