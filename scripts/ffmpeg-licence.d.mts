export declare function readConfiguration(path: string, target: { readonly platform: string; readonly arch: string }): string | null
export declare function judgeFfmpeg(name: string, configuration: string | null): string[]
