export declare function platformOf(head: Buffer): string | null
export declare function foreignBinaries(
  files: readonly string[],
  target: { readonly platform: string; readonly arch: string },
  readHead: (file: string) => Buffer,
): string[]
export declare function filesBelow(folder: string): string[]
