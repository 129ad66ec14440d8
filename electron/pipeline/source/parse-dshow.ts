/** A device of DirectShow. `name`: by which ffmpeg opens it, the alternative one where there is one: that stays the same, and two equal cameras differ in it. */
export type DshowDevice = { readonly name: string; readonly label: string }

export type DshowDevices = { readonly cameras: readonly DshowDevice[]; readonly microphones: readonly DshowDevice[] }

type Found = { readonly label: string; readonly kinds: readonly string[]; alternative: string | null }

const prefix = /^(?:\[[^\]]* @ [^\]]*\])?\s*/.source
const heading = new RegExp(`${prefix}DirectShow (video|audio) devices`)
const alternativeName = new RegExp(`${prefix}Alternative name "(.*)"$`)
const device = new RegExp(`${prefix}"(.*)"(?: \\(([a-z, ]+)\\))?$`)

/**
 * What `ffmpeg -list_devices true -f dshow -i dummy` prints on stderr. ffmpeg up to 4.3 has a heading above each kind, later ones write the kind
 * behind each name; the prefix of a line is `dshow` or, since 2026, `in#0`. Names are quoted, but quotes in them are not marked.
 */
export const parseDshow = (stderr: string): DshowDevices => {
  const found: Found[] = []
  let section = ''
  for (const line of stderr.split(/\r?\n/).map((raw) => raw.trimEnd())) {
    const [, alternative] = alternativeName.exec(line) ?? []
    const [, label, kinds] = device.exec(line) ?? []
    const last = found.at(-1)
    if (alternative !== undefined) {
      if (last !== undefined) last.alternative ??= alternative
    } else if (label !== undefined) found.push({ label, kinds: kinds === undefined ? [section] : kinds.split(', '), alternative: null })
    else section = heading.exec(line)?.[1] ?? section
  }
  const of = (kind: string) =>
    found.filter(({ kinds }) => kinds.includes(kind)).map(({ label, alternative }) => ({ name: alternative ?? label, label }))
  return { cameras: of('video'), microphones: of('audio') }
}
