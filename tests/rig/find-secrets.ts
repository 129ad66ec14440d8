import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { listProcesses } from './process-tree.ts'

export type Overheard = {
  /** Where one of the texts was heard. */
  readonly holding: (texts: readonly string[]) => Promise<string[]>
  /** Notes one thing more. */
  readonly note: (where: string, text: string) => void
}

/** Everything that reaches the page from now on: answers over HTTP and frames of the contract's socket. */
export function overhear(page: Page): Overheard {
  const heard: { readonly where: string; readonly body: Promise<string> }[] = []
  page.on('response', (response) => {
    heard.push({ where: response.url(), body: response.body().then(String, () => '') })
  })
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => heard.push({ where: socket.url(), body: Promise.resolve(String(payload)) }))
  })
  return {
    note: (where, text) => void heard.push({ where, body: Promise.resolve(text) }),
    holding: async (texts) => {
      const bodies = await Promise.all(heard.map(async ({ where, body }) => ({ where, body: await body })))
      return bodies.filter(({ where, body }) => texts.some((text) => body.includes(text) || where.includes(text))).map(({ where }) => where)
    },
  }
}

/** Command lines of this machine that show one of the texts. */
export async function commandLinesWith(texts: readonly string[]): Promise<string[]> {
  const lines = (await listProcesses()).map((entry) => entry.args.join(' '))
  return lines.filter((line) => texts.some((text) => line.includes(text)))
}

/** Processes whose environment holds one of the texts. */
export async function environmentsWith(pids: readonly number[], texts: readonly string[]): Promise<number[]> {
  const read = await Promise.all(pids.map(async (pid) => ({ pid, text: await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '') })))
  return read.filter(({ text }) => texts.some((secret) => text.includes(secret))).map(({ pid }) => pid)
}
