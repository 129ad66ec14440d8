import { askPowershell, inUtf8 } from './ask-powershell.ts'
import type { CaptureInput } from './capture-input.ts'
import type { Listed } from './listed.ts'
import { type Monitor, parseMonitors } from './parse-monitors.ts'
import type { QueryDeps } from './run-query.ts'

/**
 * Always the same text; nothing is put into it. `EnumDisplaySettings` tells true pixels, where everything else is told what suits the scaling of the program that asks
 * (DEVMODEW of wingdi.h; -1 is ENUM_CURRENT_SETTINGS).
 */
export const monitorsCommand = [
  inUtf8,
  'Add-Type -AssemblyName System.Windows.Forms;',
  "Add-Type -Namespace Tally -Name Display -MemberDefinition '",
  '[StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)] public struct Mode {',
  '[MarshalAs(UnmanagedType.ByValTStr, SizeConst = 32)] public string Device;',
  'public short Spec, Driver, Size, Extra; public int Fields, X, Y, Turned, Fixed; public short Color, Duplex, YResolution, TrueType, Collate;',
  '[MarshalAs(UnmanagedType.ByValTStr, SizeConst = 32)] public string Form;',
  'public short LogPixels; public int Bits, Width, Height, Flags, Frequency, IcmMethod, IcmIntent, Media, Dither, Reserved1, Reserved2, PanWidth, PanHeight; }',
  '[DllImport("user32.dll", CharSet = CharSet.Unicode)] public static extern bool EnumDisplaySettingsW(string device, int mode, ref Mode found);',
  "';",
  '[System.Windows.Forms.Screen]::AllScreens | ForEach-Object { $m = New-Object Tally.Display+Mode;',
  '$m.Size = [System.Runtime.InteropServices.Marshal]::SizeOf($m);',
  'if ([Tally.Display]::EnumDisplaySettingsW($_.DeviceName, -1, [ref]$m)) {',
  '[pscustomobject]@{ name = $_.DeviceName; x = $m.X; y = $m.Y; width = $m.Width; height = $m.Height } } } | ConvertTo-Json -Compress',
].join(' ')

/** Windows: what can be shown of its screens. */
export const listMonitors = async (deps: QueryDeps & { readonly ddagrab: boolean }): Promise<readonly Listed<CaptureInput>[]> => {
  const answer = await askPowershell('monitor list', monitorsCommand, deps)
  const monitors = answer === null ? null : parseMonitors(answer)
  if (monitors === null) deps.logger.warn('monitors cannot be listed')
  return screensOf(monitors ?? [], deps.ddagrab)
}

/**
 * The primary monitor, the others, and all as one where there are several. Desktop Duplication (`ddagrab`) is tried first where the build has it; it numbers
 * the monitors of one graphics card, in the same order as far as is known.
 */
export const screensOf = (monitors: readonly Monitor[], ddagrab: boolean): readonly Listed<CaptureInput>[] => {
  const listed = monitors.map(({ name, ...place }, output) => ({
    id: isPrimary(place) ? primary.id : `screen:${name}`,
    label: name,
    width: place.width,
    height: place.height,
    input: ddagrab ? ({ kind: 'ddagrab', output, place } as const) : ({ kind: 'gdigrab', place } as const),
  }))
  const isFirst = ({ id }: Listed<unknown>) => id === primary.id
  const inOrder = [...listed.filter(isFirst), ...listed.filter((screen) => !isFirst(screen))]
  if (inOrder.length === 0) return [primary]
  return inOrder.length === 1 ? inOrder : [...inOrder, { ...primary, id: 'screen:all', label: 'All screens' }]
}

/** Windows lays the others around it. Where nothing is known of it, the whole desktop stands in its place. */
const primary = { id: 'screen:0', label: 'Screen', input: { kind: 'gdigrab' } } as const satisfies Listed<CaptureInput>
const isPrimary = ({ x, y }: Omit<Monitor, 'name'>) => x === 0 && y === 0
