import { z } from 'zod'
import type { RandomText } from '../random-text.ts'
import type { StoredMember } from '../state/entities.ts'
import { newMember, newStreamKey, newStreamKeyText } from '../state/seed.ts'
import { customFields, customFieldsProblem } from './custom-fields.ts'
import { type ErrorCode, refuse } from './errors.ts'
import type { Answer, ApiContext } from './route.ts'

export const memberBody = z.object({
  appUserId: z.string().nullish(),
  appUserName: z.string().nullish(),
  appUserProfileImgUrl: z.string().nullish(),
  email: z.string().nullish(),
  ...customFields,
})

export const customFieldErrors = [
  'CUSTOM_TYPE_SIZE_UPPER_LIMIT_EXCEEDED',
  'CUSTOM_DATA_ITEM_COUNT_UPPER_LIMIT_EXCEEDED',
  'CUSTOM_DATA_ITEM_NAME_SIZE_UPPER_LIMIT_EXCEEDED',
  'CUSTOM_DATA_ITEM_VALUE_SIZE_UPPER_LIMIT_EXCEEDED',
] as const
export const registerErrors: readonly ErrorCode[] = ['EMPTY_APP_USER_ID', 'INVALID_APP_USER_ID_FORMAT', ...customFieldErrors]

/** The fields that a body sets; what it does not name stays. */
export const memberFields = (body: z.output<typeof memberBody>): Partial<StoredMember> =>
  Object.fromEntries(
    (['appUserName', 'appUserProfileImgUrl', 'email', 'customType', 'customData'] as const).flatMap((field) =>
      body[field] === undefined ? [] : [[field, body[field]]],
    ),
  )

export type Registration = { readonly member: StoredMember } | { readonly refusal: Answer }

/** Registers a member with a stream key, or updates one that is known. */
export function registerMember({ store, now }: ApiContext, randomText: RandomText, body: unknown): Registration {
  const refused = (code: ErrorCode): Registration => ({ refusal: refuse(code) })
  const parsed = memberBody.safeParse(body)
  if (!parsed.success) return refused('INVALID_HTTP_MESSAGE_BODY')
  const { appUserId } = parsed.data
  if (appUserId === undefined || appUserId === null || appUserId === '') return refused('EMPTY_APP_USER_ID')
  if (!/^[A-Za-z0-9]+$/.test(appUserId)) return refused('INVALID_APP_USER_ID_FORMAT')
  const problem = customFieldsProblem(parsed.data)
  if (problem !== undefined) return refused(problem)
  const at = now()
  const { members, profiles } = store.read()
  const known = members.find((member) => member.appUserId === appUserId && member.state === 'ACTIVE')
  const fields = memberFields(parsed.data)
  if (known !== undefined) {
    // Logging in again with nothing new is no change.
    if (Object.keys(fields).length === 0) return { member: known }
    const member = { ...known, ...fields, lastModifiedAt: at }
    store.commit({ members: [member] })
    return { member }
  }
  const member = newMember({ id: store.newId(), appUserId, at, ...fields })
  const profileId = profiles.find((profile) => profile.representativeType === 'DEFAULT')?.id ?? 0
  const key = newStreamKey({ id: store.newId(), memberId: member.id, profileId, at, streamKey: newStreamKeyText(randomText) })
  store.commit({ members: [member], streamKeys: [key] })
  return { member }
}

/** For locks: who a body is about. */
export const userIdOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'appUserId' in body && typeof body.appUserId === 'string' ? body.appUserId : ''
