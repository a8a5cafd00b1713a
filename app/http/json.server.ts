/**
 * A JSON answer for a script. It carries its length: without, the server cannot know how small it is and compresses it,
 * which costs more than the few bytes it saves.
 */
export function toJsonResponse(value: unknown, status = 200, headers: HeadersInit = {}): Response {
  const body = JSON.stringify(value);
  const length = String(Buffer.byteLength(body));
  return new Response(body, {
    status,
    headers: { ...headers, 'Content-Type': 'application/json', 'Content-Length': length },
  });
}
