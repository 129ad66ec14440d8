import { type Desktop, expect } from './fixtures.ts'

/** What the system's message box was told to show. */
type Shown = { readonly message: string; readonly buttons: readonly string[]; readonly defaultId?: number; readonly cancelId?: number }

type Notes = { shown: Shown[]; answer: ((label: string) => void) | null }
type Marked = typeof globalThis & { quitQuestion: Notes }

/**
 * The questions of the system's message boxes, answered by the test: Electron's own and the stand-in's alike, since the app asks `dialog` by name. Begin with `watch`.
 */
export class QuitQuestion {
  private readonly app: Desktop

  private constructor(app: Desktop) {
    this.app = app
  }

  static async watch(app: Desktop): Promise<QuitQuestion> {
    await app.evaluate(({ dialog }) => {
      const notes: Notes = { shown: [], answer: null }
      Object.assign(globalThis, { quitQuestion: notes })
      const show = (_window: unknown, { message, buttons = [], defaultId, cancelId }: Electron.MessageBoxOptions) => {
        notes.shown.push({ message, buttons, ...(defaultId === undefined ? {} : { defaultId }), ...(cancelId === undefined ? {} : { cancelId }) })
        return new Promise((resolve) => {
          notes.answer = (label) => {
            notes.answer = null
            resolve({ response: buttons.indexOf(label), checkboxChecked: false })
          }
        })
      }
      dialog.showMessageBox = show as typeof dialog.showMessageBox
    })
    return new QuitQuestion(app)
  }

  /** A person closes the window. */
  closeWindow(): Promise<void> {
    return this.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  }

  /** The menu, the tray, Cmd+Q. */
  quit(): Promise<void> {
    return this.app.evaluate(({ app }) => app.quit())
  }

  /** All that was asked so far, by its first words. */
  asked(): Promise<string[]> {
    return this.app.evaluate(() => (globalThis as Marked).quitQuestion.shown.map(({ message }) => message))
  }

  async seesQuestion(question: Partial<Shown>): Promise<void> {
    await expect.poll(() => this.app.evaluate(() => (globalThis as Marked).quitQuestion.shown.at(-1)), { timeout: 30_000 }).toMatchObject(question)
  }

  async answer(label: string): Promise<void> {
    await this.app.evaluate((_electron, chosen) => (globalThis as Marked).quitQuestion.answer?.(chosen), label)
  }
}
