import { describe, expect, test } from 'vitest';
import { readSvg } from './svg.server.ts';

const space = 'xmlns="http://www.w3.org/2000/svg"';
const drawing = (inside: string, more = '') =>
  `<svg ${space} xmlns:xlink="http://www.w3.org/1999/xlink" ${more}>${inside}</svg>`;
const read = (text: string) => readSvg(Buffer.from(text));
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
const refusal = 'holds a script, event handler or foreign content';

test.each([
  ['width="120" height="80px" viewBox="0 0 1 1"', { width: 120, height: 80 }],
  ['viewBox = "0,0,120.4,79.6"', { width: 120, height: 80 }],
  ['width="100%" height="100%" viewBox="0 0 120 80"', { width: 120, height: 80 }],
  ['', null],
])('the size of <svg %s>', (attributes, size) => {
  const commented = `<?xml version="1.0"?><!-- <svg width="1" height="2"> -->`;
  expect(read(`${commented}${drawing('', attributes)}`)).toEqual({ size });
});

test.each([
  ['a byte order mark', `\uFEFF${drawing('<path d="M0 0"/>')}`],
  [
    'a public document type',
    `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">${drawing('')}`,
  ],
  [
    'notes of its editor',
    drawing(
      '<i:view xmlns:i="http://inkscape.org/x"/><metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>',
    ),
  ],
  ['a part used twice', drawing('<g id="a"/><use xlink:href="#a"/><use href="#a"/>')],
  ['a picture within', drawing('<image href="data:image/png;base64,AA=="/>')],
  ['a link to the web', drawing('<a href="https://example.org"><text>x</text></a>')],
  ['words about scripts', drawing('<text>&lt;script&gt; javascript: onload=1</text>')],
])('a plain drawing is taken: %s', (_, text) => {
  expect(read(text)).toEqual({ size: null });
});

describe('what is active is found', () => {
  const script = '<script>alert(1)</script>';
  test.each([
    ['a script', drawing(script)],
    ['with another prefix', `<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script/></s:svg>`],
    ['of HTML', drawing('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>')],
    [
      'of HTML, its namespace written in references',
      drawing('<h:img xmlns:h="http://www.w3.org/1999/&#120;html"/>'),
    ],
    ['foreign content', drawing('<foreignObject/>')],
    ['an event handler', drawing('<g onclick="x()"/>')],
    ['an event handler on a line of its own', drawing('<g\nonclick\n=\n"x()"/>')],
    ['an event handler on the root', drawing('', 'onload="x()"')],
    ['a link to a script', drawing('<a href="javascript:x()"/>')],
    ['a link to a script in references', drawing('<a xlink:href="java&#10;script&#58;x()"/>')],
    ['a document as data', drawing('<use href="data:image/svg+xml,&lt;svg/&gt;#x"/>')],
    ['a picture from elsewhere', drawing('<image href="//elsewhere.example/x.png"/>')],
    ['what changes a link', drawing('<set attributeName="href" to="javascript:x()"/>')],
    ['a style sheet that is a program', `<?xml-stylesheet href="x.xsl"?>${drawing('')}`],
    ['entities', `<!DOCTYPE svg [<!ENTITY x "&#60;script/&#62;">]>${drawing('&x;')}`],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual({ problem: expect.stringContaining(refusal) });
  });

  test.each([
    ['UTF-16', utf16(drawing(script)), 'not written in UTF-8'],
    ['UTF-16 without a mark', utf16(drawing(script)).subarray(2), 'cannot be read as SVG'],
    ['Latin-1', Buffer.from(drawing('é'), 'latin1'), 'not written in UTF-8'],
    [
      'UTF-7, as it says itself',
      Buffer.from(`<?xml version="1.0" encoding="UTF-7"?>${drawing('+ADw-script+AD4-')}`),
      'not written in UTF-8',
    ],
    ['compressed', Buffer.from([0x1f, 0x8b, 0x08]), 'not written in UTF-8'],
  ])('behind %s', (_, bytes, words) => {
    expect(readSvg(bytes)).toEqual({ problem: expect.stringContaining(words) });
  });

  test.each([
    ['nothing', ''],
    ['a page', '<html/>'],
    ['a drawing without its namespace', '<svg/>'],
    ['tags that do not close', '<svg xmlns="http://www.w3.org/2000/svg"><g></svg>'],
    ['an entity that nobody declared', drawing('&x;')],
    ['two drawings', `${drawing('')}${drawing(script)}`],
  ])('and what is no drawing: %s', (_, text) => {
    expect(read(text)).toEqual({ problem: expect.stringContaining('plain SVG') });
  });
});
