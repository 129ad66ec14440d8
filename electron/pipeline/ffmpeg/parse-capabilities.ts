/** What one ffmpeg binary is able to do, as it says itself. Names as its own lists spell them. */
export type Capabilities = {
  /** As printed: `5.1.9-0+deb12u1`, or a snapshot such as `N-47683-g0e8eb07980-static`. */
  readonly version: string
  /** `major.minor` of libavformat; tells the age of snapshots, which carry no version. Null where it is not printed. */
  readonly libavformat: { readonly major: number; readonly minor: number } | null
  /** When it was made, as far as it tells: `2023-03-20` (snapshots carry the day), `2018` (the last year of its copyright), or null. */
  readonly builtOn: string | null
  /** Holds parts that whoever made it may not pass on; its owner may use it. */
  readonly nonfree: boolean
  readonly inputDevices: ReadonlySet<string>
  readonly muxers: ReadonlySet<string>
  readonly encoders: ReadonlySet<string>
  readonly filters: ReadonlySet<string>
  readonly outputProtocols: ReadonlySet<string>
  /** Command line options without their dash. */
  readonly options: ReadonlySet<string>
}

/** The head of `-version`; null where the text is not ffmpeg's. */
export const parseVersion = (text: string): Pick<Capabilities, 'version' | 'libavformat' | 'builtOn' | 'nonfree'> | null => {
  const version = /^ffmpeg version (\S+)/m.exec(text)?.[1]
  if (version === undefined) return null
  const library = /^libavformat\s+(\d+)\.\s*(\d+)\./m.exec(text)
  return {
    version,
    libavformat: library === null ? null : { major: Number(library[1]), minor: Number(library[2]) },
    builtOn: dayIn(version) ?? /^ffmpeg version .*Copyright \(c\) (?:\d{4}-)?(\d{4})/m.exec(text)?.[1] ?? null,
    nonfree: /^\s*configuration:.*--enable-nonfree(?:\s|$)/m.test(text),
  }
}

/** `2023-03-20-git-77c5a2b…` and `N-109970-g2a9aa5cf4e-20230301` name their day. */
const dayIn = (version: string): string | null => {
  const [, year, month, day] = /(?<!\d)(20\d\d)-?(0[1-9]|1[0-2])-?([0-2]\d|3[01])(?!\d)/.exec(version) ?? []
  return year === undefined ? null : `${year}-${month}-${day}`
}

/** Rows of `flags name[,name…] description`; `keep` judges the flags. */
const namesWhere = (text: string, row: RegExp, keep: (flags: string) => boolean): ReadonlySet<string> => {
  const names = new Set<string>()
  for (const line of text.split(/\r?\n/)) {
    const [, flags, list] = row.exec(line) ?? []
    if (flags === undefined || list === undefined || list === '=' || !keep(flags)) continue
    for (const name of list.split(',')) names.add(name)
  }
  return names
}

/** `-devices`: D = can be an input, E = can be an output. Newer versions add a column. */
export const parseInputDevices = (text: string): ReadonlySet<string> => namesWhere(text, /^ ([D ][E ][d ]?) ?(\S+)/, (flags) => flags.startsWith('D'))

/** `-muxers`. */
export const parseMuxers = (text: string): ReadonlySet<string> => namesWhere(text, /^ ([D ]E[d ]?) ?(\S+)/, () => true)

/** `-encoders`: V, A or S and then the flags. */
export const parseEncoders = (text: string): ReadonlySet<string> => namesWhere(text, /^ ([VAS][A-Z.]{5}) (\S+)/, () => true)

/** `-filters`: flags, name, `V->V`. */
export const parseFilters = (text: string): ReadonlySet<string> => namesWhere(text, /^ ([A-Z.]{2,3}) +(\S+) +[AVN|]+->[AVN|]+/, () => true)

/** `-protocols`: the names below `Output:`. */
export const parseOutputProtocols = (text: string): ReadonlySet<string> => {
  const output = text.split(/^Output:\s*$/m)[1] ?? ''
  return new Set(output.split(/\r?\n/).flatMap((line) => /^\s+(\S+)\s*$/.exec(line)?.[1] ?? []))
}

/** `-h long`: every option at the start of a line. */
export const parseOptions = (text: string): ReadonlySet<string> => new Set(Array.from(text.matchAll(/^-([\w:]+)/gm), (found) => found[1] ?? ''))
