/** A device of ALSA that records. */
export type AlsaCapture = { readonly card: string; readonly device: number; readonly label: string }

/**
 * The recording devices of `/proc/asound/cards` and `/proc/asound/pcm`. A card is known by its id, which outlives another number;
 * a card that records in several ways is named together with each of them.
 */
export const parseAsound = (cards: string, pcm: string): readonly AlsaCapture[] => {
  const known = new Map(
    Array.from(cards.matchAll(/^\s*(\d+) \[(\S+)\s*\]: [^\n]*? - (.+)$/gm), ([, number, id = '', name = '']) => [
      Number(number),
      { id, name: tidy(name) },
    ]),
  )
  const captures = Array.from(pcm.matchAll(/^(\d+)-(\d+): ([^:]*):([^:]*):.*\bcapture \d+/gm), ([, card, device, id = '', name = '']) => ({
    number: Number(card),
    device: Number(device),
    name: tidy(name) || tidy(id),
  }))
  return captures.flatMap(({ number, device, name }) => {
    const card = known.get(number)
    if (card === undefined) return []
    const isOnly = captures.filter((other) => other.number === number).length === 1
    return [{ card: card.id, device, label: isOnly ? card.name : `${card.name}: ${name}` }]
  })
}

const tidy = (name: string): string => name.replace(/\s+/g, ' ').trim()
