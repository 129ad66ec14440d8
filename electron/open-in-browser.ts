import type { spawn as nodeSpawn } from 'node:child_process'

/** The command that opens an address in the person's browser. */
export function browserCommand(url: string, platform: NodeJS.Platform): readonly [string, readonly string[]] {
  switch (platform) {
    case 'darwin':
      return ['open', [url]]
    case 'win32':
      return ['rundll32', ['url.dll,FileProtocolHandler', url]]
    default:
      return ['xdg-open', [url]]
  }
}

/** Opens the address; where that fails, the printed line is still there. */
export function openInBrowser(url: string, { platform, spawn }: { readonly platform: NodeJS.Platform; readonly spawn: typeof nodeSpawn }): void {
  const [command, args] = browserCommand(url, platform)
  const child = spawn(command, [...args], { stdio: 'ignore', detached: true })
  child.on('error', () => process.stderr.write('No browser could be opened: open the address above by hand.\n'))
  child.unref()
}
