import { describe, expect, it } from 'vitest'
import { parseJson } from '../../../electron/cloud/parse-json.ts'

describe('parseJson', () => {
  it('keeps 64-bit integers whole and leaves everything else as JSON.parse gives it', () => {
    const text = String.raw`{"id":9223372036854775807,"safe":9007199254740991,"first":9007199254740992,"negative":-9223372036854775808,
      "nested":[{"id":1234567890123456789}],"text":"id 9223372036854775807 \" 12345678901234567890","\\":10000000000000000001,
      "fraction":1.0000000000000002,"exponent":1e21,"9223372036854775807":null}`
    expect(parseJson(text)).toEqual({
      id: '9223372036854775807',
      safe: 9007199254740991,
      first: '9007199254740992',
      negative: '-9223372036854775808',
      nested: [{ id: '1234567890123456789' }],
      text: 'id 9223372036854775807 " 12345678901234567890',
      '\\': '10000000000000000001',
      fraction: 1.0000000000000002,
      exponent: 1e21,
      '9223372036854775807': null,
    })
  })

  it('agrees with JSON.parse on whatever JSON.stringify writes', () => {
    let seed = 7
    const random = (limit: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648
      return seed % limit
    }
    const alphabet = ['"', '\\', '1', '9007199254740993', '{', ':', '\u2028', 'é', '\n', ' ']
    const text = () => Array.from({ length: random(9) }, () => alphabet[random(alphabet.length)]).join('')
    const value = (depth: number): unknown => {
      const kind = random(depth > 3 ? 3 : 5)
      if (kind === 0) return text()
      if (kind === 1) return random(2) === 0 ? random(2147483648) / 1000 : -random(2147483648)
      if (kind === 2) return [null, true, false, 1e-9][random(4)]
      const items = Array.from({ length: random(5) }, () => value(depth + 1))
      return kind === 3 ? items : Object.fromEntries(items.map((item) => [`${text()}${random(100)}`, item]))
    }
    for (let round = 0; round < 500; round += 1) {
      const original = value(0)
      expect(parseJson(JSON.stringify(original, null, random(3)))).toEqual(original)
    }
  })

  it('refuses what JSON.parse refuses, also with long digits in it', () => {
    for (const broken of ['', '{"id":01234567890123456789}', '{"id":12345678901234567890', '<html>1234567890123456</html>']) {
      expect(() => parseJson(broken)).toThrow(SyntaxError)
    }
  })
})
