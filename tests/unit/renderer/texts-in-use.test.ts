import { describe, expect, it } from 'vitest'
import { en } from './all-texts.ts'
import { anything, pageSources, parsePage, textsIn, wordsIn } from './page-sources.ts'

type Texts = { readonly [key: string]: string | Texts }

const keysOf = (texts: Texts, path = ''): readonly string[] =>
  Object.entries(texts).flatMap(([key, value]) => (typeof value === 'string' ? [`${path}${key}`] : keysOf(value, `${path}${key}.`)))

/** Groups that a function takes as an argument: the page names only the group, the function puts the key together. */
const groupsByArgument: readonly string[] = ['streamKeyState', 'roomState', 'vodState', 'videoPostState']

const escaped = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&')

/** Keys for which no source holds the key itself, or a pattern whose group is written out. */
function unused(keys: readonly string[], texts: readonly string[]): readonly string[] {
  const whole = new Set(texts)
  const patterns = [...whole]
    .filter((text) => text.includes(anything) && !text.startsWith(anything) && text.includes('.'))
    .map((text) => new RegExp(`^${escaped(text).replaceAll(anything, '[^.]+')}$`))
  return keys.filter((form) => {
    const key = form.replace(/_(zero|one|two|few|many|other)$/, '')
    const [group = ''] = key.split('.')
    if (groupsByArgument.includes(group) && whole.has(group)) return false
    return !whole.has(key) && !patterns.some((pattern) => pattern.test(key))
  })
}

const sources = pageSources()

describe('the texts', () => {
  it('are all in use', () => {
    expect(unused(keysOf(en), sources.flatMap(textsIn))).toEqual([])
  })

  it('would be reported if nobody used them', () => {
    const code = `t('rooms.save'); const k = \`log.kinds.\${kind}\`; t(\`\${fine ? 'tally' : 'other'}.\${x}\`); t(\`\${any}.\${thing}\`)`
    const page = parsePage('a.tsx', code)
    expect(unused(['rooms.save', 'rooms.cancel', 'log.kinds.note', 'log.title', 'tally.off_one', 'verdict.idle'], textsIn(page))).toEqual([
      'rooms.cancel',
      'log.title',
      'verdict.idle',
    ])
  })
})

describe('words that a person sees or hears', () => {
  /** Names of languages, keys, formats and ourselves: the same in every language. */
  const names = new Set(['Alt', 'English', '한국어', 'Tally', 'HLS', 'DASH', 'RTMP', 'HTTP-FLV', 'CMAF', 'RTMP_CMAF'])

  it('come from the texts, never from the code', () => {
    const found = sources.flatMap((source) => wordsIn(source).map((words) => [source.path, words] as const))
    expect(found.filter(([, words]) => !names.has(words))).toEqual([])
  })

  it('would be reported wherever they stand', () => {
    const page = parsePage(
      'a.tsx',
      `<p title="One" className="no">Two <b>{open ? 'Three' : t('fine.text')}</b>{busy && 'Four'}{\`\${count} pieces\`}{name ?? 'Five'}
        <Choice label={'Six'} testId="no" /> – {count} / {'·'}<>{'Seven ' + name}</><input aria-label={closed ? undefined : 'Eight'} value="no" /></p>`,
    )
    expect([...wordsIn(page)].sort()).toEqual(['Eight', 'Five', 'Four', 'One', 'Seven', 'Six', 'Three', 'Two', '* pieces'].sort())
  })
})
