import { askPowershell, inUtf8 } from './ask-powershell.ts'
import type { CaptureInput } from './capture-input.ts'
import type { Listed } from './listed.ts'
import { parseTitledWindows } from './parse-titled-windows.ts'
import type { QueryDeps } from './run-query.ts'

/** Always the same text; nothing is put into it. */
export const titledWindowsCommand = [
  inUtf8,
  'Get-Process | Where-Object { $_.MainWindowTitle } |',
  'ForEach-Object { [pscustomobject]@{ handle = [long]$_.MainWindowHandle; title = $_.MainWindowTitle } } |',
  'ConvertTo-Json -Compress',
].join(' ')

/** Windows: the main windows that have a title, as PowerShell tells them, for ffmpeg cannot list any. Null: they cannot be had. */
export const listTitledWindows = async (deps: QueryDeps): Promise<readonly Listed<CaptureInput>[] | null> => {
  const answer = await askPowershell('window list', titledWindowsCommand, deps)
  const windows = answer === null ? null : parseTitledWindows(answer)
  return (
    windows?.map(({ handle, title }) => ({
      id: `window:${handle}`,
      label: title,
      input: { kind: 'gdigrab-window', title } satisfies CaptureInput,
    })) ?? null
  )
}
