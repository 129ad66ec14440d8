/** Shows a recording, HLS or a plain file, in a video element until the returned function is called. */
export function playRecording(video: HTMLVideoElement, path: string, onFailed: () => void): () => void {
  let stopped = false
  let release = () => {}
  const failed = () => {
    if (!stopped) onFailed()
  }

  const playHls = async () => {
    const { default: HlsPlayer } = await import('hls.js')
    if (stopped) return
    const player = new HlsPlayer()
    release = () => player.destroy()
    let recovered = false
    player.on(HlsPlayer.Events.ERROR, (_event, { fatal, type }) => {
      if (!fatal) return
      if (type !== HlsPlayer.ErrorTypes.MEDIA_ERROR || recovered) return failed()
      recovered = true
      player.recoverMediaError()
    })
    player.loadSource(path)
    player.attachMedia(video)
  }

  if (isPlaylist(path)) {
    playHls().catch(failed)
  } else {
    video.src = path
    video.addEventListener('error', failed)
  }
  return () => {
    stopped = true
    video.removeEventListener('error', failed)
    release()
    video.removeAttribute('src')
    video.load()
  }
}

/** By the name in the path; a query does not count. */
export const isPlaylist = (path: string): boolean => path.split(/[?#]/)[0]?.toLowerCase().endsWith('.m3u8') ?? false
