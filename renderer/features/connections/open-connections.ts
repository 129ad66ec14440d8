import { createRequests } from '../../ui/requests.ts'

/** What of the connections is looked at. `edit` and `renew` are about one of them. */
export type ConnectionsView =
  | { readonly at: 'list' }
  | { readonly at: 'add' }
  | { readonly at: 'edit'; readonly connectionId: string }
  | { readonly at: 'renew'; readonly connectionId: string }

/** Asks for the dialog of connections; whoever owns it opens it there. */
export const [requestConnections, useConnectionsRequests] = createRequests<ConnectionsView>()
