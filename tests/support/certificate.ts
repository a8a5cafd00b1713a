import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate and its key: the paths of both files, and what stands in them. */
export type Certificate = { certFile: string; keyFile: string; cert: string; key: string };

/** Makes a certificate that vouches for itself, in a folder. @param names as `DNS:localhost,IP:127.0.0.1` */
export function makeCertificate(folder: string, names: string): Certificate {
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const how = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=rapport-test -addext';
  execFileSync(
    'openssl',
    [...how.split(' '), `subjectAltName=${names}`, '-keyout', keyFile, '-out', certFile],
    { stdio: 'ignore' },
  );
  const read = (file: string) => readFileSync(file, 'utf8');
  return { certFile, keyFile, cert: read(certFile), key: read(keyFile) };
}
