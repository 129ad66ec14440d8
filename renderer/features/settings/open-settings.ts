import { createRequests } from '../../ui/requests.ts'

/** Opens the settings, from wherever on the page. */
export const [requestSettings, useSettingsRequests] = createRequests<null>()
