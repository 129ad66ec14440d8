import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { CaptureInput } from './capture-input.ts'
import { chooseCameras, type VideoNode } from './choose-cameras.ts'
import type { LinuxPlaces } from './linux-places.ts'
import type { Listed } from './listed.ts'

/** The cameras of Linux. Files are read, no device is opened. */
export const listV4l2 = async (places: Pick<LinuxPlaces, 'dev' | 'video4linux' | 'udevData'>): Promise<readonly Listed<CaptureInput>[]> => {
  const [entries, byId, byPath] = await Promise.all([
    readdir(places.video4linux).catch(() => []),
    linksIn(join(places.dev, 'v4l/by-id')),
    linksIn(join(places.dev, 'v4l/by-path')),
  ])
  const names = entries.filter((entry) => /^video\d+$/.test(entry))
  const nodes = await Promise.all(
    names.map(async (node): Promise<VideoNode> => {
      const about = join(places.video4linux, node)
      const [name, index, number, bus] = await Promise.all([
        text(join(about, 'name')),
        text(join(about, 'index')),
        text(join(about, 'dev')),
        readlink(join(about, 'device')).catch(() => null),
      ])
      const udev = number === null ? null : await text(join(places.udevData, `c${number}`))
      return {
        node,
        name: name ?? '',
        index: Number(index ?? 0),
        capabilities: /^E:ID_V4L_CAPABILITIES=(.*)$/m.exec(udev ?? '')?.[1] ?? null,
        byId: byId.get(node) ?? null,
        byPath: byPath.get(node) ?? null,
        bus: bus === null ? null : basename(bus),
      }
    }),
  )
  return chooseCameras(nodes, places.dev).map(({ id, label, path }) => ({ id, label, input: { kind: 'v4l2', path } }))
}

const text = async (path: string): Promise<string | null> => {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch {
    return null
  }
}

/** Names of the links in a folder by what they lead to. */
const linksIn = async (folder: string): Promise<ReadonlyMap<string, string>> => {
  const names = (await readdir(folder).catch(() => [])).sort().reverse()
  const links = names.map(async (name) => [basename(await readlink(join(folder, name)).catch(() => '')), name] as const)
  return new Map(await Promise.all(links))
}
