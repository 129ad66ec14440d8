import { spawn } from 'node:child_process'

/** Runs the system's ffmpeg to its end; what it said where it failed. */
export const makeMedia = (args: readonly string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn('ffmpeg', ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y', ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
    let words = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      words += text
    })
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`ffmpeg ${args.join(' ')}: ${words}`))))
  })

/** Black with a tone of the first frequency for a second, white with the second for a second, and so on. */
export const [blackHz, whiteHz] = [400, 800] as const
export const blinking = (size: string) => [
  ...['-f', 'lavfi', '-i', `color=black:s=${size}:r=30,geq=lum='if(mod(floor(T),2),235,16)':cb=128:cr=128`],
  ...['-f', 'lavfi', '-i', `aevalsrc='0.3*sin(2*PI*t*if(mod(floor(t),2),${whiteHz},${blackHz}))':s=48000`],
]
