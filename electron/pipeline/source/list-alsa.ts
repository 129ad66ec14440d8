import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SoundInput } from './capture-input.ts'
import type { LinuxPlaces } from './linux-places.ts'
import type { Listed } from './listed.ts'
import { parseAsound } from './parse-asound.ts'

/** Where no sound server runs: what the kernel can record from. None where it has no sound. */
export const listAlsa = async ({ asound }: Pick<LinuxPlaces, 'asound'>): Promise<readonly Listed<SoundInput>[]> => {
  const read = (name: string) => readFile(join(asound, name), 'utf8').catch(() => '')
  const [cards, pcm] = await Promise.all([read('cards'), read('pcm')])
  return parseAsound(cards, pcm).map(({ card, device, label }) => ({
    id: `mic:alsa:${card}:${device}`,
    label,
    // plughw converts to whatever is asked for
    input: { kind: 'alsa', name: `plughw:CARD=${card},DEV=${device}` },
  }))
}
