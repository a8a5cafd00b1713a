import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';

/**
 * Loaded before a program (`--import`): it can open connections to this machine alone. Whatever else it asks for fails, and
 * is told on standard error, where a test looks for it.
 */

const local = /^(localhost|127\.[\d.]+|::1|::ffff:127\.[\d.]+|0\.0\.0\.0|::)$/;

function refuse(what) {
  process.stderr.write(`OUTBOUND ${what}\n`);
  return Object.assign(new Error(`outbound network is refused: ${what}`), { code: 'ENETUNREACH' });
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const given =
    typeof first === 'object' && first !== null ? first : { port: first, host: args[1] };
  const host = given.host ?? 'localhost';
  if (given.path === undefined && typeof given.port !== 'string' && !local.test(String(host))) {
    process.nextTick(() => this.destroy(refuse(`${host}:${given.port}`)));
    return this;
  }
  return connect.apply(this, args);
};

const lookup = dns.lookup;
dns.lookup = (name, ...rest) => {
  if (local.test(name)) return lookup(name, ...rest);
  rest.at(-1)(refuse(`lookup of ${name}`));
};

dgram.Socket.prototype.send = () => {
  throw refuse('datagram');
};
