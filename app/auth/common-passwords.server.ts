import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';

/**
 * Passwords that were used often, of lists that leaked. Nothing is asked of another machine.
 */

const require = createRequire(import.meta.url);

// In a thread that ends with it: the list unpacks into 14 MB and 100 ms of work; one text of 170 kB is what stays.
const unpack = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { dictionary } = require(workerData.list);
  const long = dictionary['passwords-common'].filter(({ length }) => length >= workerData.least);
  parentPort.postMessage('\\n' + long.join('\\n') + '\\n');`;

let list: Promise<string> | undefined;

function readList(least: number): Promise<string> {
  return new Promise((done, fail) => {
    const workerData = { list: require.resolve('@zxcvbn-ts/language-common'), least };
    const worker = new Worker(unpack, { eval: true, workerData });
    worker.once('message', (text) => done(z.string().parse(text)));
    worker.once('error', fail);
  });
}

/**
 * Whether a text in lower case is a password that was used often. Texts of fewer than `least` characters are not known.
 * The list is read when it is first asked for.
 */
export async function loadCommonPasswords(least: number): Promise<(text: string) => boolean> {
  list ??= readList(least);
  const text = await list;
  return (password) => !password.includes('\n') && text.includes(`\n${password}\n`);
}
