import { type ChildProcess, spawn as nodeSpawn } from 'node:child_process'
import type { Logger } from '../logging/port.ts'

/**
 * The script of the guardian: reads `+pid` and `-pid` lines; at end of file, which comes when we are gone however we went,
 * it kills every pid it still knows. It notes when each process started and leaves a recycled pid alone.
 * Plain POSIX sh; nothing but pids ever reaches it.
 */
const script = `
trap '' HUP INT TERM
export LC_ALL=C TZ=UTC
started() {
  if [ -r "/proc/$1/stat" ]; then
    read -r stat < "/proc/$1/stat" || return 1
    set -- \${stat##*) }
    shift 19
    printf %s "$1"
  else
    ps -o lstart= -p "$1" 2>/dev/null | tr -s ' ' _
  fi
}
known=' '
while read -r line; do
  pid=\${line#?}
  case $pid in ''|*[!0-9]*) continue ;; esac
  case $line in
    +*) known="$known$pid:$(started "$pid") " ;;
    -*)
      kept=' '
      for entry in $known; do
        [ "\${entry%%:*}" = "$pid" ] || kept="$kept$entry "
      done
      known=$kept ;;
  esac
done
for entry in $known; do
  pid=\${entry%%:*}
  now=$(started "$pid")
  [ -n "$now" ] && [ "$now" = "\${entry#*:}" ] && kill -9 "$pid" 2>/dev/null
done
exit 0
`

export type Guardian = {
  readonly add: (pid: number) => void
  readonly remove: (pid: number) => void
  /** Ends the guardian; what it still knows dies now. */
  readonly [Symbol.dispose]: () => void
}

const shortestLifeMs = 1000
const mostRestarts = 5

/**
 * Runs the guardian as a detached `/bin/sh`: it does not share our process group, does not keep us alive,
 * and is started again when somebody kills it.
 */
export const startGuardian = (logger: Logger, spawn: typeof nodeSpawn = nodeSpawn, nowMs: () => number = () => performance.now()): Guardian => {
  const pids = new Set<number>()
  let shell: ChildProcess | null = null
  let disposed = false
  let quickDeaths = 0

  const say = (line: string) => {
    if (shell?.stdin?.writable) shell.stdin.write(`${line}\n`)
  }

  const start = () => {
    const startedAtMs = nowMs()
    const child = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, env: { PATH: '/usr/bin:/bin' }, cwd: '/' })
    shell = child
    child.unref()
    child.stdin?.on('error', () => {})
    ;(child.stdin as unknown as { unref?: () => void } | null)?.unref?.()
    const gone = () => {
      if (disposed || shell !== child) return
      shell = null
      quickDeaths = nowMs() - startedAtMs < shortestLifeMs ? quickDeaths + 1 : 0
      if (quickDeaths > mostRestarts) logger.error('no guardian can be kept running; only the sweep at the next launch catches orphans')
      else start()
    }
    child.once('exit', gone)
    child.once('error', gone)
    for (const pid of pids) say(`+${pid}`)
  }

  start()
  return {
    add: (pid) => {
      pids.add(pid)
      say(`+${pid}`)
    },
    remove: (pid) => {
      if (pids.delete(pid)) say(`-${pid}`)
    },
    [Symbol.dispose]: () => {
      disposed = true
      shell?.stdin?.end()
    },
  }
}
