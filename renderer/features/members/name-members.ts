import type { MemberView } from '#shared/contract'

/** Members for a list of choices: by name, with the id where there is no name or more than one member has it. */
export function nameMembers(members: readonly MemberView[]): readonly { readonly value: string; readonly label: string }[] {
  const shared = new Set(members.map(({ name }) => name).filter((name, index, all) => all.indexOf(name) !== index))
  return members.map(({ appUserId, name }) => ({
    value: appUserId,
    label: name === '' ? appUserId : shared.has(name) ? `${name} (${appUserId})` : name,
  }))
}
