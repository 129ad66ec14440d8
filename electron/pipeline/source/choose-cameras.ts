/** A video device of Linux, as files tell of it; nothing was opened. */
export type VideoNode = {
  /** `video0` */
  readonly node: string
  readonly name: string
  /** Of several nodes of one piece of hardware, from 0; the others give metadata. */
  readonly index: number
  /** What udev found that it can, such as `:capture:`; null where there is no udev. */
  readonly capabilities: string | null
  /** Names in `/dev/v4l/by-id` and `/dev/v4l/by-path`; the first is that of the hardware, the second of the plug. */
  readonly byId: string | null
  readonly byPath: string | null
  /** Name of the kernel's device behind it, such as `1-4:1.0`; null for software. */
  readonly bus: string | null
}

/** `path`: a link that finds the camera again after replugging, where there is one. */
export type Camera = { readonly id: string; readonly label: string; readonly path: string }

/**
 * The video nodes that are cameras. sysfs does not tell what a node can, so: the first node of each piece of hardware, unless udev knows that it does not
 * capture (a decoder, an image processor). Of two equal cameras without serial numbers, udev gives the name to one; the other is known by its plug.
 */
export const chooseCameras = (nodes: readonly VideoNode[], dev: string): readonly Camera[] =>
  nodes
    .filter(({ index, capabilities }) => index === 0 && (capabilities === null || capabilities.includes(':capture:')))
    .sort((a, b) => a.node.localeCompare(b.node, 'en', { numeric: true }))
    .map(({ node, name, byId, byPath, bus }) => ({
      id: `camera:${byId ?? byPath ?? bus ?? node}`,
      label: tidy(name) || node,
      path: byId !== null ? `${dev}/v4l/by-id/${byId}` : byPath !== null ? `${dev}/v4l/by-path/${byPath}` : `${dev}/${node}`,
    }))

/** The kernel's driver for USB cameras names many of them twice, and cuts the whole at 31 characters: `Integrated Camera: Integrated C`. */
const tidy = (name: string): string => {
  const [, first = '', second] = /^(.+?): (.*)$/.exec(name.trim()) ?? []
  return second !== undefined && first.startsWith(second) ? first : name.trim()
}
