import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The name of profile and scene collection. */
export const obsSet = 'Tally'

export type ObsTarget = {
  /** What goes into OBS's “Server”. */
  readonly ingestUrl: string
  /** What goes into its “Stream Key”, `?mode=` included. */
  readonly streamKey: string
  /** The X display whose picture is sent, for example `:7`. */
  readonly display: string
  /** Of x264; default `ultrafast`. */
  readonly preset?: 'ultrafast' | 'veryfast'
  /** A film that is shown over the lower right corner, as a camera would be; default: none. */
  readonly camera?: string
}

const ini = (sections: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>): string =>
  Object.entries(sections)
    .map(([name, values]) => [`[${name}]`, ...Object.entries(values).map(([key, value]) => `${key}=${value}`), ''].join('\n'))
    .join('\n')

/** As if the person had been through the first start: without this a wizard waits for an answer. 29.0.2 as OBS counts its versions. */
const global = ini({
  General: { FirstRun: true, LastVersion: (29 << 24) + 2, EnableAutoUpdates: false, ConfirmOnExit: false },
  Basic: { Profile: obsSet, ProfileDir: obsSet, SceneCollection: obsSet, SceneCollectionFile: obsSet },
  // Nobody looks at its window, and without a graphics card it costs a quarter of a core.
  BasicWindow: { PreviewEnabled: false },
})

/** 720p30 as the service likes it, with a keyframe every second. Once it is thrown out it stays out. */
const profile = ({ preset = 'ultrafast' }: ObsTarget) =>
  ini({
    General: { Name: obsSet },
    Output: { Mode: 'Simple', Reconnect: false },
    SimpleOutput: {
      StreamEncoder: 'x264',
      VBitrate: 2500,
      ABitrate: 128,
      UseAdvanced: true,
      Preset: preset,
      x264Settings: 'keyint=30 scenecut=0',
    },
    Video: { BaseCX: 1280, BaseCY: 720, OutputCX: 1280, OutputCY: 720, FPSType: 0, FPSCommon: 30 },
    Audio: { SampleRate: 48_000, ChannelSetup: 'Stereo' },
  })

const service = ({ ingestUrl, streamKey }: ObsTarget) => ({
  type: 'rtmp_custom',
  settings: { server: ingestUrl, key: streamKey, use_auth: false, bwtest: false },
})

/** The screen, and a tone of 440 Hz: OBS needs no sound server for it. */
const scenes = ({ display, camera }: ObsTarget) => ({
  name: obsSet,
  current_scene: 'Scene',
  current_program_scene: 'Scene',
  scene_order: [{ name: 'Scene' }],
  sources: [
    { id: 'xshm_input', name: 'Screen', settings: { advanced: true, server: display, screen: 0, show_cursor: false } },
    { id: 'ffmpeg_source', name: 'Tone', settings: { is_local_file: false, input: 'sine=frequency=440:sample_rate=48000', input_format: 'lavfi' } },
    ...(camera === undefined ? [] : [{ id: 'ffmpeg_source', name: 'Camera', settings: { is_local_file: true, local_file: camera, looping: true } }]),
    {
      id: 'scene',
      name: 'Scene',
      settings: {
        id_counter: 3,
        items: [
          { name: 'Screen', id: 1, visible: true, scale: { x: 1, y: 1 } },
          { name: 'Tone', id: 2, visible: true, scale: { x: 1, y: 1 } },
          ...(camera === undefined ? [] : [{ name: 'Camera', id: 3, visible: true, pos: { x: 868, y: 476 }, scale: { x: 0.3, y: 0.3 } }]),
        ],
      },
    },
  ],
})

/** Writes what OBS reads at its start below `configHome`, which it gets as XDG_CONFIG_HOME. */
export async function writeObsConfig(configHome: string, target: ObsTarget): Promise<void> {
  const home = join(configHome, 'obs-studio')
  const profileDir = join(home, 'basic', 'profiles', obsSet)
  const scenesDir = join(home, 'basic', 'scenes')
  await Promise.all([profileDir, scenesDir].map((dir) => mkdir(dir, { recursive: true })))
  await Promise.all([
    writeFile(join(home, 'global.ini'), global),
    writeFile(join(profileDir, 'basic.ini'), profile(target)),
    writeFile(join(profileDir, 'service.json'), JSON.stringify(service(target)), { mode: 0o600 }),
    writeFile(join(scenesDir, `${obsSet}.json`), JSON.stringify(scenes(target))),
  ])
}
