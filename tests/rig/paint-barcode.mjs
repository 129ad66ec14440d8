// Runs inside the terminal of the test screen: paints the wall clock as a barcode, 25 times a second.
import { paintingOf, terminalLayout, tickMs, valueAt } from './barcode.mjs'

const hideCursor = '\x1b[?25l\x1b[2J'
const words = `\x1b[${terminalLayout.bandRows * 2 + 4};12HTally test screen: the bars above are the time of day`
process.stdout.write(hideCursor + words)

let painted = -1
setInterval(() => {
  const value = valueAt(Date.now())
  // A terminal that cannot keep up must not fall behind: what it has not taken yet is not added to.
  if (value === painted || process.stdout.writableLength > 0) return
  painted = value
  process.stdout.write(paintingOf(value))
}, 2 * tickMs)
