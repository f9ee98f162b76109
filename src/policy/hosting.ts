import { onDemand } from '../on-demand.ts';

/**
 * Hosts below which strangers get names of their own, and which the private section of the Public Suffix List
 * (https://publicsuffix.org/list/) does not have. Each was found in the documentation of the service; `gives` says what
 * a stranger gets there.
 */
const NOT_IN_THE_LIST = [
  { host: 'codesandbox.io', gives: 'a sandbox' },
  { host: 'stackblitz.io', gives: 'a project' },
  { host: 'webcontainer.io', gives: 'a project' },
  { host: 'gitpod.io', gives: 'a workspace' },
  { host: 'github.dev', gives: 'a codespace' },
  { host: 'loca.lt', gives: 'a tunnel' },
  { host: 'localhost.run', gives: 'a tunnel' },
  { host: 'serveo.net', gives: 'a tunnel' },
  { host: 'devtunnels.ms', gives: 'a tunnel' },
  { host: 'glitch.me', gives: 'a project' },
  { host: 'v0.dev', gives: 'a generated application' },
  { host: 'lovable.dev', gives: 'a generated application' },
  { host: 'wordpress.com', gives: 'a blog' },
  { host: 'canva.site', gives: 'a site' },
  { host: 'googleusercontent.com', gives: 'a hosted file' },
  { host: 'cloudworkstations.dev', gives: 'a workstation' },
  { host: 'railway.app', gives: 'a deployment' },
  { host: 'atlassian.net', gives: 'a site' },
  { host: 'nip.io', gives: 'a name for any address' },
  { host: 'sslip.io', gives: 'a name for any address' },
  { host: 'localtest.me', gives: 'a name for the own machine' },
  { host: 'lvh.me', gives: 'a name for the own machine' },
] as const;

/** Hosts whose own pages run code that strangers wrote, so that the exact origin is everyone's. */
const PLAYGROUNDS = ['codepen.io', 'cdpn.io', 'jsfiddle.net', 'jshell.net', 'jsbin.com', 'repl.it', 'stackblitz.com', 'codesandbox.io', 'web.archive.org', 'translate.goog'] as const;

/**
 * Suffixes below which what stands before `--` is a deployment of the site that is named after it
 * (https://docs.netlify.com/manage/domains/manage-domains/manage-domains-for-deploy-previews): `deploy-preview-42--shop.netlify.app`
 * is the site's that holds `shop.netlify.app`.
 */
const DEPLOYMENTS_OF_SITES: readonly string[] = ['netlify.app', 'netlify.com'];

/** What a host name is made of, as registries and hosting services divide it. */
export interface HostParts {
  /** The name that one party holds, such as `example.co.uk` or `my-app.vercel.app`; `null` for a suffix, an address, a lone label. */
  readonly domain: string | null;
  /** What the domain stands under, such as `co.uk` or `vercel.app`. */
  readonly suffix: string | null;
  /** Whether strangers get names below the suffix from a hosting service, not from a registry. */
  readonly isShared: boolean;
  /** Whether anyone can get such a domain at all: the suffix is a public one. */
  readonly isPublic: boolean;
}

/** Divides a host name. */
export function partsOfHost(host: string): HostParts {
  const extra = NOT_IN_THE_LIST.find((each) => host === each.host || host.endsWith(`.${each.host}`))?.host;
  const { domain, publicSuffix, isPrivate, isIcann } = onDemand.tldts().parse(host, { allowPrivateDomains: true, validateHostname: false });
  // Below `railway.app`, the list has `up.railway.app`.
  if (extra !== undefined && extra.length >= (publicSuffix?.length ?? 0)) {
    const label = host.slice(0, -extra.length - 1).split('.').at(-1);
    return { domain: label === undefined || label === '' ? null : `${label}.${extra}`, suffix: extra, isShared: true, isPublic: true };
  }
  const site = domain !== null && publicSuffix !== null && DEPLOYMENTS_OF_SITES.includes(publicSuffix) ? domain.slice(domain.lastIndexOf('--', domain.length - publicSuffix.length - 2) + 2) : null;
  if (site !== null && domain?.includes('--') === true) return { domain: site, suffix: publicSuffix, isShared: isPrivate === true, isPublic: true };
  return { domain, suffix: publicSuffix, isShared: isPrivate === true, isPublic: isPrivate === true || isIcann === true };
}

/** Whether pages of exactly this host run code that strangers wrote. */
export function isPlayground(host: string): boolean {
  return PLAYGROUNDS.some((each) => host === each);
}

/** Libraries for the Public Suffix List, by whom they behave like. */
export type DomainLibrary = 'psl' | 'tldts';

/** What libraries for the Public Suffix List tell of a host, by the names that `tldts` has for it. */
export type DomainPart = 'domain' | 'publicSuffix' | 'domainWithoutSuffix' | 'hostname';

/** What such a library answers for a text; `null` where that has no such part. */
export function domainPart(text: string, part: DomainPart, by: DomainLibrary): string | null {
  // psl takes names only, and counts the private section; tldts takes addresses too, and does not count it.
  if (by === 'psl' && !/^[a-z0-9.-]+$/i.test(text)) return null;
  return onDemand.tldts().parse(text, { allowPrivateDomains: by === 'psl' })[part];
}
