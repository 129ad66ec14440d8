export declare function runPackage(argv: readonly string[]): Promise<void>
export declare function findRuntime(env: Readonly<Record<string, string | undefined>>, version: string): string | null
export declare function updateOptions(
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
): { readonly targets: readonly string[]; readonly options: readonly string[] }
export declare function resourcesOf(out: string, target: { readonly platform: string; readonly arch: string }): string
