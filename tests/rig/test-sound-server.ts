import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProcess } from './started-process.ts'

/** A PulseAudio server of its own, without any hardware. */
export type TestSoundServer = {
  /** What its clients need in their environment. */
  readonly env: { readonly PULSE_SERVER: string }
  /** A microphone that hears one tone for ever, and what is played through speakers: silence. */
  readonly microphone: string
  readonly speakers: string
  /** Where its socket lies: another server may be started there once this one has ended. */
  readonly folder: string
  readonly stop: () => Promise<void>
}

/** The tone of the microphone. */
export const microphoneHz = 800

/** Names with every character that PulseAudio allows in them. */
const [microphone, speakers] = ['tally_mic.usb-046d_0825-00', 'tally_speakers.hdmi-stereo']

/** @param place the folder of a server that has ended; its clients then find this one. */
export async function startTestSoundServer(place?: string): Promise<TestSoundServer> {
  // arguments of its modules are separated by spaces, so that this folder's name must not have any
  const folder = place ?? (await mkdtemp(join(tmpdir(), 'tally-sound-')))
  await mkdir(folder, { recursive: true })
  const socket = join(folder, 'native')
  const modules = [
    `module-null-sink sink_name=${speakers} rate=48000`,
    // (its own source of a sine wave hands over two seconds at once, as no microphone does)
    `module-null-sink sink_name=${microphone} rate=48000`,
    `module-sine sink=${microphone} frequency=${microphoneHz}`,
    `module-native-protocol-unix socket=${socket} auth-anonymous=1`,
  ]
  const server = startProcess(
    'pulseaudio',
    ['-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no', '--log-target=stderr', '-v', ...modules.flatMap((one) => ['-L', one])],
    { env: { ...process.env, HOME: folder, XDG_RUNTIME_DIR: folder, PULSE_RUNTIME_PATH: join(folder, 'run'), DBUS_SESSION_BUS_ADDRESS: '' } },
  )
  const stop = async () => {
    // it holds nothing that would have to be put away
    await server.kill()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await server.seen(/Daemon startup complete/, 15_000)
  } catch (error) {
    await stop()
    throw error
  }
  return { env: { PULSE_SERVER: `unix:${socket}` }, microphone: `${microphone}.monitor`, speakers: `${speakers}.monitor`, folder, stop }
}
