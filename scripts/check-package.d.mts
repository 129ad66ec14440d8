export type Target = { readonly platform: string; readonly arch: string }
export declare function checkUnpacked(unpacked: string, target: Target): string[]
type PackContext = {
  readonly appOutDir: string
  readonly arch: number
  readonly electronPlatformName: string
  readonly packager: { readonly getResourcesDir: (appOutDir: string) => string }
}
export default function afterPack(context: PackContext): Promise<void>
