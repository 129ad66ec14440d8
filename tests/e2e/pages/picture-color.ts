import type { Page } from '@playwright/test'

export type Color = 'green' | 'grey' | 'other'

/** What most of a picture is. Chromium’s pretended devices are green, a place without its picture is grey. */
export const mostly = (page: Page, testId: 'program-monitor' | 'return-feed'): Promise<Color> =>
  page.evaluate((id) => {
    const element = document.querySelector(`[data-testid="${id}"]`)
    const picture = (element?.matches('video,canvas') ? element : element?.querySelector('video,canvas')) as HTMLCanvasElement | null
    const pen = Object.assign(document.createElement('canvas'), { width: 64, height: 36 }).getContext('2d')
    if (!picture || !pen) return 'other'
    pen.drawImage(picture, 0, 0, 64, 36)
    const { data } = pen.getImageData(0, 0, 64, 36)
    const share = (is: (r: number, g: number, b: number) => boolean) => {
      let count = 0
      for (let at = 0; at < data.length; at += 4) if (is(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)) count += 1
      return (4 * count) / data.length
    }
    if (share((r, g, b) => g > 90 && g > r + 50 && g > b + 50) > 0.6) return 'green'
    return share((r, g, b) => g > 12 && g < 80 && Math.max(r, g, b) - Math.min(r, g, b) < 12) > 0.9 ? 'grey' : 'other'
  }, testId)
