import type { Lockfile } from './shipped-packages.mjs'

type Property = { readonly name: string; readonly value: string }
type Component = {
  readonly 'bom-ref': string
  readonly name: string
  readonly type?: string
  readonly scope?: string
  readonly properties?: readonly Property[]
}
export type Bom = {
  readonly metadata: { readonly component: Component }
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[]
}
export declare function readWholeBom(): Bom
export declare function shippedBom(
  bom: Bom,
  lockfile: Lockfile,
  target: { readonly platform: string; readonly arch: string },
  ffmpegConfiguration: string | null,
): Bom
