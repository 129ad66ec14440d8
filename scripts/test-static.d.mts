export declare function findElectronOutsideMain(outMain: string): string[]
export declare function findForeignImportsOfPreload(file: string): string[]
export declare function loadedPackages(texts: readonly string[]): string[]
export declare function findUndeclared(
  outMain: string,
  manifest: { readonly dependencies?: Readonly<Record<string, string>>; readonly optionalDependencies?: Readonly<Record<string, string>> },
): string[]
