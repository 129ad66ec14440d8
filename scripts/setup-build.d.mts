export function needsBuild(facts: { readonly productsExist: boolean; readonly builtFrom: string | null; readonly sources: string }): boolean
export function fingerprint(folder: string, entries: readonly string[]): string
export function ensureBuild(): Promise<boolean>
