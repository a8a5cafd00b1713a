import type { AttackRequest } from './request.ts';

/** A smaller request that fails in the same way. */

const mostTries = 60;

function* listSmaller(request: AttackRequest): Generator<AttackRequest> {
  const { headers, target, body } = request;
  for (const [index, [name]] of headers.entries())
    if (!/^(host|content-type)$/i.test(name))
      yield { ...request, headers: headers.filter((_, at) => at !== index) };
  if (target.includes('?')) {
    const [path = '', query = ''] = target.split(/\?(.*)/s);
    yield { ...request, target: path };
    const pairs = query.split('&');
    if (pairs.length > 1)
      for (const index of pairs.keys())
        yield { ...request, target: `${path}?${pairs.filter((_, at) => at !== index).join('&')}` };
  }
  if (body === null) return;
  const fields = body.split('&');
  if (fields.length > 400) yield { ...request, body: fields.slice(0, fields.length / 2).join('&') };
  else if (fields.length > 1)
    for (const index of fields.keys())
      yield { ...request, body: fields.filter((_, at) => at !== index).join('&') };
  if (body.length > 2000) yield { ...request, body: body.slice(0, body.length / 2) };
}

/** Takes parts away as long as it still fails, within a bound of tries. A request of raw bytes stays as it is. */
export async function shrink(
  request: AttackRequest,
  fails: (smaller: AttackRequest) => Promise<boolean>,
): Promise<AttackRequest> {
  if (request.raw !== undefined) return request;
  let best = request;
  let tries = 0;
  for (let found = true; found; ) {
    found = false;
    for (const smaller of listSmaller(best)) {
      tries += 1;
      if (tries > mostTries) return best;
      if (!(await fails(smaller))) continue;
      best = smaller;
      found = true;
      break;
    }
  }
  return best;
}
