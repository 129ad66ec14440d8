/** A screen as macOS's capture device numbers it. */
export type AvfoundationScreen = { readonly deviceIndex: number; readonly screen: number }

/** The screens in what `ffmpeg -f avfoundation -list_devices true -i ""` prints on stderr: `[1] Capture screen 0` among the video devices. */
export const parseAvfoundationScreens = (stderr: string): readonly AvfoundationScreen[] => {
  const video = stderr.split(/AVFoundation audio devices:/)[0] ?? ''
  return Array.from(video.matchAll(/\[(\d+)\] Capture screen (\d+)\s*$/gm), (found) => ({ deviceIndex: Number(found[1]), screen: Number(found[2]) }))
}
