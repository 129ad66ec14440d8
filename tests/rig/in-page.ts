import type { BrowserContext } from '@playwright/test'
import { readBarcode } from './barcode.mjs'
import type { HeardPiece } from './sound-of-picture.ts'
import { loudestTone, sineDbfs, tonePower } from './tone.ts'

/** One reading of the counter in a page: what was seen, when on this machine's clock, and where the medium stood. */
export type PageReading = { readonly value: number | null; readonly atMs: number; readonly mediaMs: number }

/** What tests can do inside a page; see `window.tallyRig`. */
export type InPageRig = {
  /** Reads the counter off the `<video>` or `<canvas>` that the selector names, or that lies inside of it. */
  readonly read: (selector: string) => PageReading | null
  /** Reads it over and over, with each new picture. */
  readonly readFor: (selector: string, durationMs: number) => Promise<PageReading[]>
  /** Listens to a `<video>`, ten times a second: which of the tones is heard, and what is seen meanwhile. */
  readonly hearFor: (selector: string, durationMs: number, tones: readonly number[]) => Promise<HeardPiece[]>
  /** From now on the values that an element's attribute takes are written down, with the time on this machine's clock. */
  readonly record: (testId: string, attribute: string) => void
  readonly recorded: (testId: string, attribute: string) => Recorded[]
}

export type Recorded = { readonly value: string; readonly atMs: number }

declare global {
  interface Window {
    tallyRig: InPageRig
  }
}

/** Runs inside the page; everything it needs comes as arguments. */
function install(read: typeof readBarcode, hear: typeof loudestTone, levelOf: typeof sineDbfs): void {
  const width = 640
  const height = 360
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: true })
  const pictureIn = (selector: string) => {
    const element = document.querySelector(selector)
    return (element?.matches('video,canvas') ? element : element?.querySelector('video,canvas')) as HTMLVideoElement | HTMLCanvasElement | null
  }
  const readOnce = (selector: string) => {
    const picture = pictureIn(selector)
    if (!picture || !context) return null
    const video = picture instanceof HTMLVideoElement ? picture : null
    if (video ? video.readyState < 2 : picture.width === 0) return null
    // An upright picture carries the whole screen in its middle.
    const [pictureWidth, pictureHeight] = video ? [video.videoWidth, video.videoHeight] : [picture.width, picture.height]
    const bandHeight = Math.min(pictureHeight, (pictureWidth * height) / width)
    context.drawImage(picture, 0, (pictureHeight - bandHeight) / 2, pictureWidth, bandHeight, 0, 0, width, height)
    const atMs = Date.now()
    return { value: read(context.getImageData(0, 0, width, height).data, width, height, 4), atMs, mediaMs: (video?.currentTime ?? 0) * 1000 }
  }
  const records = new Map<string, { value: string; atMs: number }[]>()
  const keyOf = (testId: string, attribute: string) => `${testId} ${attribute}`
  const look = () => {
    for (const [key, seen] of records) {
      const [testId, attribute = ''] = key.split(' ')
      const value = document.querySelector(`[data-testid="${testId}"]`)?.getAttribute(attribute)
      if (typeof value === 'string' && value !== seen.at(-1)?.value) seen.push({ value, atMs: Date.now() })
    }
  }
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true })

  window.tallyRig = {
    read: readOnce,
    readFor: (selector, durationMs) =>
      new Promise((resolve) => {
        const readings: { value: number | null; atMs: number; mediaMs: number }[] = []
        const endMs = performance.now() + durationMs
        const step = () => {
          const reading = readOnce(selector)
          const isVideo = reading !== null && reading.mediaMs > 0
          if (reading && !(isVideo && reading.mediaMs === readings.at(-1)?.mediaMs)) readings.push(reading)
          if (performance.now() < endMs) requestAnimationFrame(step)
          else resolve(readings)
        }
        step()
      }),
    hearFor: async (selector, durationMs, tones) => {
      const video = pictureIn(selector) as (HTMLVideoElement & { captureStream(): MediaStream }) | null
      if (!video) return []
      const audio = new AudioContext()
      const analyser = audio.createAnalyser()
      analyser.fftSize = 4096
      audio.createMediaStreamSource(video.captureStream()).connect(analyser)
      const samples = new Float32Array(analyser.fftSize)
      const heard: HeardPiece[] = []
      await new Promise<void>((resolve) => {
        const timer = setInterval(() => {
          analyser.getFloatTimeDomainData(samples)
          heard.push({ hz: hear(samples, audio.sampleRate, tones), dbfs: levelOf(samples), value: readOnce(selector)?.value ?? null })
          if (heard.length * 100 < durationMs) return
          clearInterval(timer)
          resolve()
        }, 100)
      })
      await audio.close()
      return heard
    },
    record: (testId, attribute) => {
      records.set(keyOf(testId, attribute), [])
      look()
    },
    recorded: (testId, attribute) => [...(records.get(keyOf(testId, attribute)) ?? [])],
  }
}

/** Puts `window.tallyRig` into every page that the context opens from now on, past any content security policy. */
export async function installInPages(context: BrowserContext): Promise<void> {
  const content = `{ const tonePower = ${tonePower}; const loudestTone = ${loudestTone}; (${install})(${readBarcode}, loudestTone, ${sineDbfs}) }`
  await context.addInitScript({ content })
}
