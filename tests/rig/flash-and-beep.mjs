// Flashes a window and beeps in the same moment: `flash-and-beep.mjs DISPLAY-NUMBER FIFO`. The window turns white and black again at uneven times; while it is
// white, the samples that are written to the fifo (s16le, 48 kHz, one channel, each in the millisecond after it came to be) hold a tone.
import { createWriteStream } from 'node:fs'
import { beepHz, flashTitle, nextFlashMs } from './flashes.mjs'
import { openXWindows } from './x-windows.mjs'

const [display, fifo] = process.argv.slice(2)
const perMs = 48
const windows = await openXWindows(Number(display))
const id = await windows.make({ name: flashTitle, rgb: 0, x: 0, y: 0, width: 1280, height: 720 })
const microphone = createWriteStream(fifo)
await new Promise((resolve) => microphone.once('open', resolve))

const startedMs = performance.now()
/** When the window changed, oldest first; it begins black. */
const changes = []
let white = false
let written = 0

const writeSound = () => {
  const until = Math.floor((performance.now() - startedMs) * perMs)
  // What nobody takes is not kept: a microphone does not wait.
  if (microphone.writableLength > 0 || until <= written) return
  const samples = new Int16Array(until - written)
  for (let i = 0; i < samples.length; i++) {
    const at = written + i
    while (changes.length > 1 && changes[1].at <= at) changes.shift()
    if (changes[0]?.at <= at && changes[0].white) samples[i] = 9830 * Math.sin((2 * Math.PI * beepHz * at) / 48_000)
  }
  written = until
  microphone.write(Buffer.from(samples.buffer))
}

const flash = async (dueMs, n) => {
  white = !white
  const askedMs = performance.now()
  await windows.paint(id, white ? 0xffffff : 0)
  const paintedMs = (askedMs + performance.now()) / 2 - startedMs
  changes.push({ at: Math.round(paintedMs * perMs), white })
  setTimeout(flash, Math.max(0, dueMs - performance.now()), dueMs + nextFlashMs(n), n + 1)
}

process.stdout.write('it flashes\n')
setInterval(writeSound, 5)
void flash(performance.now() + nextFlashMs(0), 1)
