import { openDataDir } from '../../../electron/data-dir/open-data-dir.ts'

// Holds the folder named in argv until it is killed.
const opened = await openDataDir(process.argv[2] ?? '')
process.send?.(opened.ok ? { ok: true } : opened)
setInterval(() => {}, 60_000)
