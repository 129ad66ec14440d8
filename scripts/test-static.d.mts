export declare function findElectronOutsideMain(outMain: string): string[]
export declare function findForeignImportsOfPreload(file: string): string[]
