import { type AvfoundationScreen, parseAvfoundationScreens } from './avfoundation-screens.ts'

/** A device as macOS numbers it now; cameras and screens share one row of numbers, microphones have their own. */
export type AvfoundationDevice = { readonly deviceIndex: number; readonly name: string }

export type AvfoundationDevices = {
  readonly screens: readonly AvfoundationScreen[]
  readonly cameras: readonly AvfoundationDevice[]
  readonly microphones: readonly AvfoundationDevice[]
}

/** What `ffmpeg -f avfoundation -list_devices true -i ""` prints on stderr: `[1] Capture screen 0`, below one heading for pictures and one for sound. */
export const parseAvfoundation = (stderr: string): AvfoundationDevices => {
  const [video = '', audio = ''] = stderr.split(/AVFoundation audio devices:/)
  return {
    screens: parseAvfoundationScreens(stderr),
    cameras: devicesIn(video).filter(({ name }) => !/^Capture screen \d+$/.test(name)),
    microphones: devicesIn(audio),
  }
}

/** Lines such as `[AVFoundation indev @ 0x7f8e] [0] FaceTime HD Camera`; other lines may stand between them. */
const devicesIn = (text: string): readonly AvfoundationDevice[] =>
  Array.from(text.matchAll(/^\[AVFoundation [^\]]*\] \[(\d+)\] (.+?)\s*$/gm), (found) => ({ deviceIndex: Number(found[1]), name: found[2] ?? '' }))
