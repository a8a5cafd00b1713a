import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate } from './certificate.ts';
import { endWithThisProcess } from './orphans.ts';

/** The proxies that docs/operations.md shows, each run with its file of deploy/ as it stands, on ports of the test. */

export type ProxyName = 'nginx' | 'Caddy' | 'Apache';

type Ports = { port: number; plainPort: number; upstream: number };
type Place = Ports & { folder: string; site: string };
type Kind = {
  program: string;
  file: string;
  /** The whole configuration around that file, and how the program is started with it. */
  wrap: (place: Place) => string;
  args: (config: string, place: Place) => string[];
};

const apacheModules = 'mpm_event authz_core alias ssl headers proxy proxy_http'.split(' ');

const kinds: Record<ProxyName, Kind> = {
  nginx: {
    program: '/usr/sbin/nginx',
    file: 'deploy/nginx.conf',
    wrap: ({ folder, site }) => {
      const kept = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
        (name) => `${name}_temp_path ${join(folder, name)};`,
      );
      return `daemon off; pid ${join(folder, 'pid')}; error_log stderr;
events {}
http { access_log off; ${kept.join(' ')}
${site}
}`;
    },
    args: (config, { folder }) => ['-p', folder, '-c', config],
  },
  Caddy: {
    program: '/usr/bin/caddy',
    file: 'deploy/Caddyfile',
    wrap: ({ site, port, plainPort }) =>
      `{\n\tadmin off\n\thttps_port ${port}\n\thttp_port ${plainPort}\n}\n${site}`,
    args: (config) => ['run', '--adapter', 'caddyfile', '--config', config],
  },
  Apache: {
    program: '/usr/sbin/apache2',
    file: 'deploy/apache.conf',
    wrap: ({ folder, port, plainPort, site }) => {
      const modules = apacheModules.map(
        (name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`,
      );
      return `${modules.join('\n')}
ServerRoot ${folder}
ServerName localhost
PidFile ${join(folder, 'pid')}
ErrorLog ${join(folder, 'log')}
DefaultRuntimeDir ${folder}
User nobody
Group nogroup
Listen ${port}
Listen ${plainPort}
${site}`;
    },
    args: (config) => ['-D', 'FOREGROUND', '-f', config],
  },
};

/** Whether the program is installed. */
export const isHere = (name: ProxyName): boolean => existsSync(kinds[name].program);

function toSite(
  name: ProxyName,
  { folder, port, plainPort, upstream }: Omit<Place, 'site'>,
): string {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const text = readFileSync(kinds[name].file, 'utf8')
    .replaceAll('127.0.0.1:3000', `127.0.0.1:${upstream}`)
    .replaceAll('/etc/ssl/rapport/fullchain.pem', cert)
    .replaceAll('/etc/ssl/rapport/privkey.pem', key)
    .replace('listen 80;', `listen ${plainPort};`)
    .replace(/listen 443\b/, `listen ${port}`)
    .replace('*:80', `*:${plainPort}`)
    .replace(/\*:443\b/, `*:${port}`);
  return name === 'Caddy'
    ? text.replace('training.academy.example {', `localhost {\n\ttls ${cert} ${key}`)
    : text.replace(/training\.academy\.example/g, 'localhost');
}

/**
 * Runs a proxy at `https://localhost:<port>` with a certificate of its own, and at `http://localhost:<plainPort>`, in front of
 * a server of this machine.
 * `rewriteHost`: what the file says of the Host header is left out or turned round, so that the server sees another name.
 * @returns a function that ends it. @throws Error with what it printed when it does not start
 */
export async function startProxy(
  name: ProxyName,
  ports: Ports,
  rewriteHost: boolean,
): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-proxy-'));
  makeCertificate(folder, 'DNS:localhost');
  const told = toSite(name, { folder, ...ports });
  const site = rewriteHost
    ? told
        .replace(/proxy_set_header Host .*/, 'proxy_set_header Host elsewhere.example:81;')
        .replace('ProxyPreserveHost On', 'ProxyPreserveHost Off')
        .replace(/(reverse_proxy .*)/, '$1 {\n\t\theader_up Host elsewhere.example:81\n\t}')
    : told;
  if (rewriteHost && site === told) throw new Error(`${name} says nothing of the host.`);
  return launch(name, { folder, ...ports, site });
}

/**
 * Runs nginx with deploy/nginx-servers.conf at `http://127.0.0.1:<port>`, in front of servers of this machine; without
 * TLS, which costs more than all else here. @returns a function that ends it
 */
export async function startNginxBefore(
  upstreams: readonly number[],
  port: number,
): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-proxy-'));
  const text = readFileSync('deploy/nginx-servers.conf', 'utf8');
  const [first = ''] = text.match(/^ *server 10\..*;$/m) ?? [];
  const servers = upstreams.map((upstream) =>
    first.replace(/10\.[\d.]+:3000/, `127.0.0.1:${upstream}`),
  );
  const site = text
    .replace(/^ *server 10\.[\s\S]*;\n(?=})/m, `${servers.join('\n')}\n`)
    .replace(/^ *ssl_.*\n/gm, '')
    .replace('listen 80;', `listen unix:${join(folder, 'http')};`)
    .replace('listen 443 ssl', `listen 127.0.0.1:${port}`)
    .replaceAll('training.academy.example', 'localhost');
  return launch('nginx', { folder, port, plainPort: 0, upstream: 0, site });
}

/** Starts the program with this site and waits until it listens. */
async function launch(name: ProxyName, place: Place): Promise<() => Promise<void>> {
  const { folder, port } = place;
  const { wrap, args, program } = kinds[name];
  mkdirSync(join(folder, 'data'));
  const config = join(folder, 'config');
  writeFileSync(config, wrap(place));
  const child = spawn(program, args(config, place), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, XDG_DATA_HOME: join(folder, 'data'), XDG_CONFIG_HOME: folder },
  });
  const callOff = endWithThisProcess({ child, folder });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const end = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    callOff();
    rmSync(folder, { recursive: true, force: true });
  };
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      const log = join(folder, 'log');
      const logged = existsSync(log) ? readFileSync(log, 'utf8') : '';
      await end();
      throw new Error(`${name} ended:\n${output}${logged}`);
    }
    if (await listens(port)) return end;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function listens(port: number): Promise<boolean> {
  const { connect } = await import('node:net');
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
