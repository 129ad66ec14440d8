/** The header of app access (`Authorization: Basic base64(apiKey:apiSecret)`). */
export const basicAuthorization = ({ apiKey, apiSecret }: { readonly apiKey: string; readonly apiSecret: string }): string =>
  `Basic ${Buffer.from(`${apiKey}:${apiSecret}`, 'utf8').toString('base64')}`

/** The header of member access. */
export const bearerAuthorization = (accessToken: string): string => `Bearer ${accessToken}`
