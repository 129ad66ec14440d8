/** A source of PulseAudio, or of PipeWire in its place. `monitorOf`: the sink whose sound it is, null for what records from outside. */
export type PulseSource = { readonly name: string; readonly label: string; readonly monitorOf: string | null }

/**
 * The sources in what `LC_ALL=C pactl list sources` prints. The text and not `--format=json`, which pactl knows from 16 on: that one turns every
 * description that is not ASCII into `(null)` (seen with 16.1).
 */
export const parsePactlSources = (text: string): readonly PulseSource[] =>
  text.split(/^Source #\d+\s*$/m).flatMap((part) => {
    const name = field(part, 'Name')
    if (name === null) return []
    const monitorOf = field(part, 'Monitor of Sink')
    return [{ name, label: field(part, 'Description') ?? name, monitorOf: monitorOf === 'n/a' ? null : monitorOf }]
  })

/** The default sink in what `LC_ALL=C pactl info` prints; null where there is none. */
export const parseDefaultSink = (text: string): string | null => /^Default Sink: (.+?)\s*$/m.exec(text)?.[1] ?? null

const field = (part: string, name: string): string | null => new RegExp(`^\\t${name}: (.+?)\\s*$`, 'm').exec(part)?.[1] ?? null

/** Whether a line of `pactl subscribe` means that something was plugged, unplugged, or is the default now. Volumes and listeners change all the time. */
export const isDeviceEvent = (line: string): boolean => /^Event '(new|remove)' on (source|sink|card) #|^Event 'change' on server/.test(line)
