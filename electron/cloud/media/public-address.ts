import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** Addresses that are not the public internet (IANA special-purpose registries, RFC 6890). */
const notPublic = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  notPublic.addSubnet(network, prefix, 'ipv4')
}
/** Everything outside 2000::/3 is refused below; these lie inside it. */
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  notPublic.addSubnet(network, prefix, 'ipv6')
}
const globalUnicast = new BlockList()
globalUnicast.addSubnet('2000::', 3, 'ipv6')

/** True for a literal address that belongs to the public internet; false for loopback, private, link-local and for what is no address. */
export function isPublicAddress(withZone: string): boolean {
  const address = withZone.split('%')[0] ?? ''
  if (isIPv4(address)) return !notPublic.check(address, 'ipv4')
  if (!isIPv6(address)) return false
  const embedded = embeddedIPv4(address)
  if (embedded !== null) return isPublicAddress(embedded)
  return globalUnicast.check(address, 'ipv6') && !notPublic.check(address, 'ipv6')
}

/** The IPv4 address inside an IPv4-mapped (::ffff:0:0/96) or NAT64 (64:ff9b::/96) one. */
function embeddedIPv4(address: string): string | null {
  // The URL parser knows every spelling of an IPv6 address and writes one.
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1)
  const match = /^(?:::ffff:|64:ff9b::)([0-9a-f]{1,4})(?::([0-9a-f]{1,4}))?$/.exec(canonical)
  if (match === null) return null
  const [high, low] = match[2] === undefined ? ['0', match[1]] : [match[1], match[2]]
  const bits = [Number.parseInt(high ?? '0', 16), Number.parseInt(low ?? '0', 16)]
  return bits.flatMap((part) => [part >> 8, part & 255]).join('.')
}
