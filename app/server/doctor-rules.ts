import { isIP } from 'node:net';
import type { Environment } from '#app/env.server.ts';

/** What `npm run doctor` says of settings, clocks and disks: decided here, looked up in `doctor.server.ts`. */

/** `wrong`: people cannot work, or are not safe. `doubtful`: somebody should look. `next`: what to do about it. */
export type Finding = {
  about:
    | 'settings'
    | 'address'
    | 'proxy'
    | 'clock'
    | 'disk'
    | 'database'
    | 'content'
    | 'mail'
    | 'sign-on';
  level: 'good' | 'doubtful' | 'wrong';
  says: string;
  next?: string;
};

type Proxied = Pick<Environment, 'APP_URL' | 'TRUST_PROXY' | 'HOST'>;

const isLocal = (host: string) => /^(localhost|127\.[\d.]+|\[?::1\]?)$/.test(host);

/** The address that people type. */
export function judgeAddress({ APP_URL }: Proxied): Finding {
  const about = 'address';
  const { hostname, protocol, origin } = APP_URL;
  if (isLocal(hostname))
    return {
      about,
      level: 'doubtful',
      says: `APP_URL is ${origin}: the site works in a browser on this machine alone.`,
      next: 'Set APP_URL to the address that people type. If it is set for the service, give the doctor the same settings (docs/operations.md).',
    };
  if (protocol !== 'https:')
    return {
      about,
      level: 'wrong',
      says: `APP_URL is ${origin}, without TLS: passwords and answers can be read on their way.`,
      next: 'Put a proxy with a certificate in front (docs/operations.md), and set APP_URL to its https:// address.',
    };
  if (isIP(hostname.replace(/^\[|\]$/g, '')))
    return {
      about,
      level: 'doubtful',
      says: `APP_URL is ${origin}: certificates are hardly ever made out to a number.`,
      next: 'Give the machine a name, and set APP_URL to it.',
    };
  return { about, level: 'good', says: `People type ${origin}.` };
}

const otherName = 'ERR_TLS_CERT_ALTNAME_INVALID';
const isOfCertificates = (code: string) => /CERT|SSL|TLS|ISSUER|SIGNATURE|_CHAIN/.test(code);

// What Node, fetch and the mail library throw.
function readError(error: unknown): { code: string; says: string } {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return { code: String(code ?? ''), says: String(message || code || error) };
}

const ownAuthority =
  'Of an authority of your own, name the file of its certificate in NODE_EXTRA_CA_CERTS';

/** What it means that nothing came back from the address that people type. @param error what fetch met */
export function judgeSilence(origin: string, error: unknown): Finding {
  const about = 'address';
  const { code, says } = readError(error);
  if (isOfCertificates(code))
    return {
      about,
      level: 'doubtful',
      says: `${origin} answers with a certificate that this machine does not trust (${says}).`,
      next: `${ownAuthority}; else let the proxy send the whole chain of a certificate for this name.`,
    };
  if (code === 'ENOTFOUND')
    return {
      about,
      level: 'wrong',
      says: `This machine does not know the name in ${origin}.`,
      next: 'Correct APP_URL, or enter the name in DNS or, where only people elsewhere see it, in /etc/hosts.',
    };
  return {
    about,
    level: 'doubtful',
    says: `Nothing answers at ${origin} from here (${says}).`,
    next: 'Start Rapport and its proxy, and check the firewall.',
  };
}

/** What it means that something else than Rapport answered there. */
export function judgeStranger(origin: string, status: number): Finding {
  const about = 'address';
  if (status >= 502 && status <= 504)
    return {
      about,
      level: 'wrong',
      says: `The proxy at ${origin} answers, and reaches no Rapport behind it (status ${status}).`,
      next: 'Start Rapport, and check that the proxy passes on to its HOST and PORT.',
    };
  return {
    about,
    level: 'wrong',
    says: `${origin} leads to something else than Rapport (status ${status}).`,
    next: 'Correct APP_URL, or what the proxy passes this name on to.',
  };
}

/** How far one gets with the mail server. @param error what the mail library met; null when nothing is in the way */
export function judgeMail(host: string, error: unknown): Finding {
  const about = 'mail';
  if (error === null) return { about, level: 'good', says: `${host} would take mail from here.` };
  const { code, says } = readError(error);
  const level = 'wrong';
  if (code === 'EAUTH' || code === 'ENOAUTH')
    return {
      about,
      level,
      says: `The mail server ${host} refuses the sign-in (${says}).`,
      next: 'Correct user and password in SMTP_URL; there, @ : / # % in them are written %40 %3A %2F %23 %25.',
    };
  if (code === otherName || /altnames/.test(says))
    return {
      about,
      level,
      says: `The mail server ${host} shows a certificate for another name (${says}).`,
      next: 'Write the server in SMTP_URL by the name that its certificate has.',
    };
  if (isOfCertificates(code) || /certificate/i.test(says))
    return {
      about,
      level,
      says: `With the mail server ${host} there is no encryption that this machine trusts (${says}).`,
      next: `${ownAuthority}; SMTP_URL starts with smtps:// for TLS from the start (465), with smtp:// for STARTTLS (587).`,
    };
  return {
    about,
    level,
    says: `The mail server ${host} does not answer as one (${says}).`,
    next: 'Check name and port in SMTP_URL, and that the firewall lets this machine reach it.',
  };
}

/**
 * Whether the server knows who asks: behind a proxy everybody has the proxy's address until that is trusted. `isUnknown`: what
 * passes requests on to it is none that its TRUST_PROXY names.
 */
export function judgeProxy({ APP_URL, TRUST_PROXY, HOST }: Proxied, isUnknown: boolean): Finding {
  const about = 'proxy';
  const proxied = APP_URL.protocol === 'https:';
  const open = !isLocal(HOST);
  if (proxied && TRUST_PROXY === false)
    return {
      about,
      level: 'wrong',
      says: 'A proxy must be in front, since APP_URL is https, and TRUST_PROXY is not set: all people count as one, and one who guesses at passwords slows everybody.',
      next: 'Set TRUST_PROXY=loopback where the proxy is on this machine, else to its address.',
    };
  if (isUnknown)
    return {
      about,
      level: 'wrong',
      says: `The proxy in front is none that TRUST_PROXY=${TRUST_PROXY} names: all people count as one, and one who guesses at passwords slows everybody.`,
      next: 'Set TRUST_PROXY to the address from which the proxy reaches Rapport, and start it anew.',
    };
  if (TRUST_PROXY !== false && open)
    return {
      about,
      level: 'doubtful',
      says: `TRUST_PROXY is set and HOST is ${HOST}: whoever reaches this machine past the proxy may say any address to be theirs.`,
      next: 'Set HOST=127.0.0.1 where the proxy is on this machine; else let a firewall keep the port for the proxy.',
    };
  return {
    about,
    level: 'good',
    says: proxied ? 'The proxy says who asks.' : 'No proxy is expected.',
  };
}

/** Whether secrets of second factors lie in the database and its backups as they are. */
export function judgeSecrets({ SECRETS_KEY }: Pick<Environment, 'SECRETS_KEY'>): Finding {
  const about = 'settings';
  if (SECRETS_KEY) return { about, level: 'good', says: 'Secrets of second factors are sealed.' };
  return {
    about,
    level: 'doubtful',
    says: 'SECRETS_KEY is not set: secrets of second factors lie in the database and its backups as they are.',
    next: 'Set it (openssl rand -hex 32), keep it with the environment file, and start Rapport, which seals them.',
  };
}

/** By how many seconds a clock differs from another one, whose it is, and what follows. */
export function judgeClock(secondsApart: number, whose: string): Finding {
  const about = 'clock';
  const apart = Math.abs(Math.round(secondsApart));
  if (apart < 5) return { about, level: 'good', says: `The clock is that of ${whose}.` };
  return {
    about,
    level: apart < 60 ? 'doubtful' : 'wrong',
    says: `The clock of this machine and ${whose} are ${apart} seconds apart: deadlines, dates on record and second factors go by it.`,
    next: 'Let NTP keep the time (timedatectl set-ntp true), and start Rapport anew when no timed quiz runs.',
  };
}

/** Whether something keeps the time of this machine. @param said `NTPSynchronized` of timedatectl; null: nobody says */
export function judgeTimekeeping(said: string | null): Finding | null {
  const about = 'clock';
  if (said === 'yes') return { about, level: 'good', says: 'NTP keeps the clock.' };
  if (said !== 'no') return null;
  return {
    about,
    level: 'doubtful',
    says: 'Nothing keeps the clock of this machine: deadlines, dates on record and second factors go by it.',
    next: 'Let NTP keep the time: timedatectl set-ntp true, or chrony.',
  };
}

/** Whether what is on record lies ahead of the clock. @param secondsAhead of the newest change on record; null: none is */
export function judgeNewestChange(secondsAhead: number | null): Finding | null {
  if (secondsAhead === null || secondsAhead < 60) return null;
  return {
    about: 'clock',
    level: 'doubtful',
    says: `The newest change on record is ${Math.round(secondsAhead / 60)} minutes ahead of the clock of this machine: that is slow, or was fast then.`,
    next: 'Compare it with another clock, and let NTP keep the time (timedatectl set-ntp true).',
  };
}

const gigabyte = 1024 ** 3;

/** The room under a folder. */
export function judgeRoom(folder: string, freeBytes: number): Finding {
  const about = 'disk';
  const free =
    freeBytes >= gigabyte
      ? `${Math.floor(freeBytes / gigabyte)} GB`
      : `${Math.floor(freeBytes / 1024 ** 2)} MB`;
  const says = `${free} are free under ${folder}.`;
  if (freeBytes >= gigabyte) return { about, level: 'good', says };
  const level = freeBytes < 64 * 1024 ** 2 ? 'wrong' : 'doubtful';
  return {
    about,
    level,
    says,
    next: 'Make room there, or move DATA_DIR: a full disk takes no answers.',
  };
}

// statfs(2): NFS, SMB, CIFS, SMB2, 9p, AFS.
const networkDisks = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x5346414f]);

/** Whether SQLite may lie on this kind of disk, by its number. */
export function judgeSqliteDisk(file: string, type: number): Finding | null {
  if (!networkDisks.has(type)) return null;
  return {
    about: 'database',
    level: 'wrong',
    says: `${file} lies on a network disk, where the locks of SQLite do not hold: records can be lost.`,
    next: 'Put the file on a disk of this machine, or use PostgreSQL.',
  };
}
