export function needsInstall(facts: {
  readonly lockfileMs: number
  readonly installedMs: number | null
  readonly lockfileHash: string
  readonly installedHash: string | null
}): boolean
export function ensureDependencies(options?: { readonly production?: boolean }): Promise<boolean>
