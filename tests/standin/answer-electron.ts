import Module, { register } from 'node:module'

const place = 'tally.stand-in-for-electron'
const address = 'stand-in:electron'

/** Has `electron` answered by the exports given, for modules of both kinds. What they do not export is a link error. */
export function answerElectron(exports: Readonly<Record<string, unknown>>): void {
  Object.assign(globalThis, { [Symbol.for(place)]: exports })
  const lines = Object.keys(exports).map((name) => `export const ${name} = electron[${JSON.stringify(name)}]`)
  const source = [`const electron = globalThis[Symbol.for(${JSON.stringify(place)})]`, ...lines, 'export default electron'].join('\n')
  const hooks = `
    export const resolve = (specifier, context, next) =>
      specifier === 'electron' || specifier === 'electron/main' ? { url: ${JSON.stringify(address)}, shortCircuit: true } : next(specifier, context)
    export const load = (url, context, next) =>
      url === ${JSON.stringify(address)} ? { format: 'module', source: ${JSON.stringify(source)}, shortCircuit: true } : next(url, context)`
  register(`data:text/javascript,${encodeURIComponent(hooks)}`)
  // What is required never reaches the hooks of imports.
  const commonJs = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown }
  const load = commonJs._load
  commonJs._load = function loadOrAnswer(request, ...rest) {
    return request === 'electron' || request === 'electron/main' ? exports : load.call(this, request, ...rest)
  }
}
