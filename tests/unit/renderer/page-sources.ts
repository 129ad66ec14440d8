import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ESTree, parseSync, Visitor } from 'vite'

/** A source file of the page, read as syntax: what it shows is judged where it is written. */
export type PageSource = { readonly path: string; readonly program: ESTree.Program }

export const parsePage = (path: string, code: string): PageSource => {
  const { program, errors } = parseSync(path, code)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  return { path, program }
}

/** Every source of the page but the texts themselves. */
export const pageSources = (): readonly PageSource[] =>
  readdirSync('renderer', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('i18n') && !path.endsWith('.d.ts'))
    .map((path) => parsePage(path, readFileSync(join('renderer', path), 'utf8')))

/** Stands for what is only known while the page runs. */
export const anything = '*'

/** What an expression can be as text, `*` for each part that is computed: `a.${b ? 'c' : d}` → `a.c`, `a.*`. */
function possibleTexts(node: ESTree.Node): readonly string[] {
  switch (node.type) {
    case 'Literal':
      return [typeof node.value === 'string' ? node.value : anything]
    case 'ConditionalExpression':
      return [...possibleTexts(node.consequent), ...possibleTexts(node.alternate)]
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'ParenthesizedExpression':
      return possibleTexts(node.expression)
    case 'TemplateLiteral':
      return node.quasis.reduce<readonly string[]>(
        (texts, { value }, index) => {
          const expression = node.expressions[index]
          const next = expression === undefined ? [''] : possibleTexts(expression)
          return texts.flatMap((text) => next.map((part) => `${text}${value.cooked}${part}`))
        },
        [''],
      )
    default:
      return [anything]
  }
}

/** Every text that a source holds or puts together, also inside of larger expressions. */
export function textsIn({ program }: PageSource): readonly string[] {
  const texts: string[] = []
  const take = (node: ESTree.Node) => texts.push(...possibleTexts(node))
  new Visitor({ Literal: take, TemplateLiteral: take }).visit(program)
  return texts.filter((text) => text !== anything)
}

/** Attributes, of elements and of our own components, whose text a person reads or hears. */
const spokenAttributes =
  /^(aria-(label|description|placeholder|roledescription|valuetext)|title|alt|placeholder|label|hint|reason|message|caption|summary)$/

/** What a person would read or hear that is written into the code instead of the texts. */
export function wordsIn({ program }: PageSource): readonly string[] {
  const words: string[] = []
  const take = (text: string) => {
    if (/\p{L}/u.test(text.replaceAll(anything, ''))) words.push(text.trim())
  }
  const shown = (node: ESTree.Node): void => {
    if (node.type === 'LogicalExpression' || node.type === 'BinaryExpression') {
      if (node.type === 'LogicalExpression' || node.operator === '+') shown(node.right)
      if (node.type === 'BinaryExpression' ? node.operator === '+' : node.operator !== '&&') shown(node.left)
    } else for (const text of possibleTexts(node)) take(text)
  }
  new Visitor({
    JSXText: ({ value }) => take(value),
    JSXElement: ({ children }) => takeChildren(children),
    JSXFragment: ({ children }) => takeChildren(children),
    JSXAttribute: ({ name, value }) => {
      if (name.type !== 'JSXIdentifier' || !spokenAttributes.test(name.name) || value === null) return
      shown(value.type === 'JSXExpressionContainer' ? value.expression : value)
    },
  }).visit(program)
  function takeChildren(children: readonly ESTree.Node[]) {
    for (const child of children) if (child.type === 'JSXExpressionContainer') shown(child.expression)
  }
  return words
}

/** The attributes of every element with this tag: name → the identifier given to it, if it is one. */
export function elementsIn({ program }: PageSource, tag: string): readonly Readonly<Record<string, string | undefined>>[] {
  const found: Record<string, string | undefined>[] = []
  new Visitor({
    JSXOpeningElement: ({ name, attributes }) => {
      if (name.type !== 'JSXIdentifier' || name.name !== tag) return
      found.push(
        Object.fromEntries(
          attributes.flatMap((attribute) =>
            attribute.type === 'JSXAttribute' && attribute.name.type === 'JSXIdentifier'
              ? [[attribute.name.name, attribute.value?.type === 'JSXExpressionContainer' ? nameOf(attribute.value.expression) : undefined]]
              : [],
          ),
        ),
      )
    },
  }).visit(program)
  return found
}

const nameOf = (node: ESTree.Node): string | undefined => (node.type === 'Identifier' ? node.name : undefined)
