import ipaddr from 'ipaddr.js';

/**
 * The network of an address: of IPv6 the first 64 bits, since one household has all the rest (RFC 6177), of IPv4 the
 * whole address. What is no address counts as itself.
 */
export function toNetwork(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const read = ipaddr.process(address);
  if (read.kind() === 'ipv4') return read.toString();
  return `${ipaddr.fromByteArray([...read.toByteArray().slice(0, 8), 0, 0, 0, 0, 0, 0, 0, 0])}/64`;
}
