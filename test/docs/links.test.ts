import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { anchorOf, parseDocument, readDocument, ROOT } from './markdown.ts';

/** Standards, registries of faults, and the package registry. */
const HOSTS = new Set([
  'fetch.spec.whatwg.org',
  'html.spec.whatwg.org',
  'url.spec.whatwg.org',
  'publicsuffix.org',
  'w3c.github.io',
  'www.w3.org',
  'wicg.github.io',
  'www.rfc-editor.org',
  'www.cve.org',
  'cwe.mitre.org',
  'www.npmjs.com',
]);

/** Names that nobody can own (RFC 2606, RFC 6761), and loopback. */
const RESERVED = /^(?:(?:.+\.)?example(?:\.com|\.net|\.org)?|(?:.+\.)?(?:test|invalid|localhost)|127\.0\.0\.1)$/;

/** What a page about origin checks cannot do without: names that look like a reserved one, and hosting services. */
const LOOKALIKES = new Set(['evilexample.com', 'example.com.evil.com', 'example.community', 'wwwxexample.com', 'pay.example.com.evil.com', 'shop.example.com.evil.com', 'evil.vercel.app', 'my-app-git-main.vercel.app', 'my-app.vercel.app', 'codepen.io', 'example.com`.evil.com']);

const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  ...readdirSync(`${ROOT}docs`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path.replaceAll('\\', '/')}`),
];

describe.each(documents)('%s', (path) => {
  const text = readDocument(path);
  const { prose } = parseDocument(text);
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap((match) => match[1] ?? []);
  const absolute = links.filter((link) => /^[a-z]+:/.test(link));

  test('relative links lead somewhere', () => {
    for (const link of links.filter((each) => !absolute.includes(each))) {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? path : relative(ROOT, join(ROOT, dirname(path), file)).replaceAll('\\', '/');
      expect(target.startsWith('..'), link).toBe(false);
      expect(existsSync(`${ROOT}${target}`), link).toBe(true);
      if (anchor !== undefined) expect(parseDocument(readDocument(target)).headings.map((heading) => anchorOf(heading.text)), link).toContain(anchor);
    }
  });

  test('absolute links go to standards and registries only', () => {
    for (const link of absolute) expect(HOSTS, link).toContain(new URL(link).host);
    expect(absolute.filter((link) => !link.startsWith('https://'))).toEqual([]);
  });

  test('every other address is one that nobody can own', () => {
    for (const [url] of text.matchAll(/https?:\/\/[^\s'"`)<>\]}]+/g)) {
      if (absolute.some((link) => link.startsWith(url) || url.startsWith(link))) continue;
      expect(HOSTS.has(new URL(url).host) || LOOKALIKES.has(new URL(url).host) || RESERVED.test(new URL(url).hostname), url).toBe(true);
    }
  });
});
