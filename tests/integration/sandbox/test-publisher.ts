import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type TestPublisher = {
  readonly pid: number
  /** The exit code, or the signal that ended it. */
  readonly exited: Promise<number | NodeJS.Signals | null>
  readonly said: () => string
  readonly stop: () => Promise<void>
}

export type TestPublisherOptions = {
  readonly ingestUrl: string
  readonly streamKey: string
  /** Home of the short-lived file that carries the key, so that it is in no command line. */
  readonly dir: string
  /** Of the publish URL; null: the URL says nothing. */
  readonly mode?: 'RTMP' | 'CMAF' | 'RTMP_CMAF' | null
  readonly video?: string
  readonly size?: string
  readonly seconds?: number
  readonly preset?: string
  readonly gop?: number
}

let count = 0
const running = new Set<ChildProcess>()

/** Pushes a moving test picture and a tone as an encoder of its own would: Debian's ffmpeg, 720p30, 2.5 Mbit/s, keyframes every second. */
export function startTestPublisher(options: TestPublisherOptions): TestPublisher {
  const { mode = 'CMAF', size = '1280x720', video = `testsrc2=s=${size}:r=30`, preset = 'ultrafast', gop = 30 } = options
  count += 1
  const presetFile = join(options.dir, `publisher-${count}.ffpreset`)
  writeFileSync(presetFile, `rtmp_playpath=${options.streamKey}${mode === null ? '' : `?mode=${mode}`}\n`, { mode: 0o600 })
  const child = spawn(
    'ffmpeg',
    [
      ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-re', '-f', 'lavfi', '-i', video],
      ...['-re', '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000'],
      ...(options.seconds === undefined ? [] : ['-t', String(options.seconds)]),
      ...['-c:v', 'libx264', '-preset', preset, '-tune', 'zerolatency', '-pix_fmt', 'yuv420p', '-g', String(gop), '-sc_threshold', '0'],
      ...['-b:v', '2500k', '-maxrate', '2500k', '-bufsize', '2500k', '-c:a', 'aac', '-b:a', '128k', '-ac', '2'],
      ...['-f', 'flv', '-flvflags', 'no_duration_filesize', '-fpre', presetFile, options.ingestUrl],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  running.add(child)
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const exited = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('exit', (code, signal) => {
      running.delete(child)
      rmSync(presetFile, { force: true })
      resolve(signal ?? code)
    })
  })
  return {
    pid: child.pid ?? -1,
    exited,
    said: () => said,
    stop: async () => {
      child.kill('SIGTERM')
      const kill = setTimeout(() => child.kill('SIGKILL'), 3000)
      await exited
      clearTimeout(kill)
    },
  }
}

/** Ends every publisher that a failed test left behind. */
export async function stopAllPublishers(): Promise<void> {
  await Promise.all([...running].map((child) => new Promise((resolve) => child.once('exit', resolve) && child.kill('SIGKILL'))))
}
