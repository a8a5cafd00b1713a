/** What a browser says of itself (`User-Agent`), in words: 'Firefox on Windows'. Pure: no I/O here. */

type Known = readonly [pattern: RegExp, name: string];

// Those that call themselves by others' names as well come first.
const browsers: readonly Known[] = [
  [/\bEdg(A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(HeadlessChrome|Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.* Safari\//, 'Safari'],
];

const systems: readonly Known[] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
];

const find = (known: readonly Known[], text: string) =>
  known.find(([pattern]) => pattern.test(text))?.[1];

/** A browser and what it runs on; what it does not tell stays out. Nobody can rely on it: it says what it likes. */
export function toDeviceName(userAgent: string | null): string {
  const text = (userAgent ?? '').slice(0, 500);
  const system = find(systems, text);
  const browser = find(browsers, text) ?? 'An unknown browser';
  return system ? `${browser} on ${system}` : browser;
}
