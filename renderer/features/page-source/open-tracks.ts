export const pageSourceKinds = ['camera', 'screen', 'mic'] as const
export type PageSourceKind = (typeof pageSourceKinds)[number]

/** Live tracks: one picture, one sound, or both. */
export type OpenTracks = {
  readonly stream: MediaStream
  readonly picture: { readonly width: number; readonly height: number; readonly of: 'camera' | 'screen' } | null
  readonly sound: boolean
  /** What the browser calls the device; empty where it does not say. */
  readonly device: string
}

/** As it is: what a call needs against echo and noise takes the life out of a broadcast. */
const plainSound = { echoCancellation: false, noiseSuppression: false, autoGainControl: false } as const
const cameraPicture = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } } as const

async function ask(kind: PageSourceKind): Promise<MediaStream> {
  const { mediaDevices } = navigator
  switch (kind) {
    case 'screen':
      return mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 30 } }, audio: { ...plainSound } })
    case 'mic':
      return mediaDevices.getUserMedia({ audio: plainSound })
    case 'camera':
      // a camera without a microphone is a camera too
      return mediaDevices.getUserMedia({ video: cameraPicture, audio: plainSound }).catch((error: unknown) => {
        if (error instanceof DOMException && error.name === 'NotFoundError') return mediaDevices.getUserMedia({ video: cameraPicture })
        throw error
      })
  }
}

/** Asks the browser, which asks the person. Rejects where either says no. */
export async function openTracks(kind: PageSourceKind): Promise<OpenTracks> {
  const stream = await ask(kind)
  const [video] = stream.getVideoTracks()
  const [audio] = stream.getAudioTracks()
  const { width = 1280, height = 720 } = video?.getSettings() ?? {}
  // its name is a number or an address, and says nothing to anybody
  const device = kind === 'screen' ? '' : ((video ?? audio)?.label ?? '')
  return {
    stream,
    picture: video === undefined ? null : { width, height, of: kind === 'screen' ? 'screen' : 'camera' },
    sound: audio !== undefined,
    device,
  }
}

/** It may be opened without asking anybody: the person has said yes before. A screen is always asked for. */
export async function mayOpenUnasked(kind: PageSourceKind): Promise<boolean> {
  if (kind === 'screen') return false
  const names = kind === 'camera' ? ['camera', 'microphone'] : ['microphone']
  const answers = names.map((name) => navigator.permissions.query({ name: name as PermissionName }))
  return Promise.all(answers).then(
    (all) => all.every(({ state }) => state === 'granted'),
    () => false,
  )
}
