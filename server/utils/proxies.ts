import { BlockList, isIP } from 'node:net'
import type { H3Event } from 'h3'
import { LRUCache } from 'lru-cache'
import { config } from '../infra/config'

let trusted: BlockList | undefined
const judged = new LRUCache<string, boolean>({ max: 1_000 })

function trustedProxies(): BlockList {
  if (trusted) return trusted
  trusted = new BlockList()
  for (const entry of config().trustedProxies) {
    const [address = '', bits] = entry.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits) trusted.addSubnet(address, Number(bits), family)
    else trusted.addAddress(address, family)
  }
  return trusted
}

/** Whether forwarded headers of this peer count: it is one of `TRUSTED_PROXIES`, addresses or CIDR blocks. */
export function isTrustedProxy(address: string | undefined): boolean {
  if (!address) return false
  let known = judged.get(address)
  if (known === undefined) judged.set(address, known = isInBlocks(address))
  return known
}

function isInBlocks(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '')
  return trustedProxies().check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')
}

/** The client's address: the peer's, or the last one that a trusted proxy did not add itself. */
export function clientAddress(event: H3Event): string {
  const peer = event.node.req.socket?.remoteAddress?.replace(/^::ffff:/, '') ?? 'unknown'
  if (!isTrustedProxy(peer)) return peer
  const hops = (requestHeader(event, 'x-forwarded-for') ?? '').split(',').map(hop => hop.trim().replace(/^::ffff:(?=\d+\.)/, '')).filter(hop => isIP(hop))
  return hops.reverse().find(hop => !isTrustedProxy(hop)) ?? peer
}

/** What limits count as one address: of IPv6 the network, since a client may use any of the 2⁶⁴ in its own. */
export function clientNetwork(event: H3Event): string {
  const address = clientAddress(event)
  if (isIP(address) !== 6) return address
  const [before = [], after] = address.replace(/%.*/, '').split('::').map(part => part.split(':').filter(Boolean))
  const groups = after ? [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after] : before
  return `${groups.slice(0, 4).map(group => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
