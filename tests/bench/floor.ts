import { watch } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/**
 * The floor: a bare Node HTTP server that runs one prepared statement and sends as many bytes as the path asks for
 * (`/bytes/13000`). What a request costs on this machine when nothing is done. `/saved/13000` answers once a file of
 * the folder DATA_DIR was saved.
 */

const database = new Database(join(process.env.DATA_DIR ?? '.', 'floor.db'));
database.exec('CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, text TEXT)');
database.exec("INSERT OR REPLACE INTO t VALUES (1, 'one')");
const statement = database.prepare('SELECT text FROM t WHERE id = ?');
const bodies = new Map<number, Buffer>();

createServer(async (request, response) => {
  statement.get(1);
  if (request.url?.startsWith('/saved/')) {
    await new Promise<void>((done) => {
      const watcher = watch(process.env.DATA_DIR ?? '.', (_event, name) => {
        if (name !== 'saved.txt') return;
        watcher.close();
        done();
      });
    });
  }
  const size = Number(request.url?.split('/').at(-1) ?? 0) || 2;
  const body = bodies.get(size) ?? Buffer.alloc(size, 'x');
  bodies.set(size, body);
  response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Length': body.length });
  response.end(body);
}).listen(Number(process.env.PORT), '127.0.0.1');
