import type { SiblingHeaderName } from '../../policy/siblings.ts';
import type { LibraryCall } from '../library-model.ts';

/** An option of a library that writes headers beside CORS. */
export interface SecurityHeaderOption {
  readonly place: LibraryCall;
  /** The options, by the dotted path to each in what the call is given, with the header that it becomes. */
  readonly headers: readonly (readonly [path: string, header: SiblingHeaderName])[];
  /** Whether a word that it does not know keeps the server from starting. */
  readonly isChecked: boolean;
}

const HELMET = /^(?:helmet|koa-helmet)$/;
const ALL = [
  ['crossOriginResourcePolicy.policy', 'Cross-Origin-Resource-Policy'],
  ['crossOriginEmbedderPolicy.policy', 'Cross-Origin-Embedder-Policy'],
  ['crossOriginOpenerPolicy.policy', 'Cross-Origin-Opener-Policy'],
  ['xPermittedCrossDomainPolicies.permittedPolicies', 'X-Permitted-Cross-Domain-Policies'],
  ['permittedCrossDomainPolicies.permittedPolicies', 'X-Permitted-Cross-Domain-Policies'],
] as const satisfies SecurityHeaderOption['headers'];

/** One of helmet's functions, which is given what `helmet` itself is given under that name. */
function helmetPart(name: string, option: string, header: SiblingHeaderName): SecurityHeaderOption {
  return { place: { kind: 'call', module: HELMET, exports: [name, `default.${name}`], options: 0 }, headers: [[option, header]], isChecked: true };
}

/** Measured with helmet 8.3.0, koa-helmet 9.0.0, @fastify/helmet 13.2.0 and Hono 4.12.24. */
export const SECURITY_HEADERS: readonly SecurityHeaderOption[] = [
  { place: { kind: 'call', module: HELMET, exports: ['', 'default'], options: 0 }, headers: ALL, isChecked: true },
  { place: { kind: 'plugin', module: /^(?:@fastify\/helmet|fastify-helmet)$/, method: /^register$/, options: 1 }, headers: ALL, isChecked: true },
  helmetPart('crossOriginResourcePolicy', 'policy', 'Cross-Origin-Resource-Policy'),
  helmetPart('crossOriginEmbedderPolicy', 'policy', 'Cross-Origin-Embedder-Policy'),
  helmetPart('crossOriginOpenerPolicy', 'policy', 'Cross-Origin-Opener-Policy'),
  helmetPart('xPermittedCrossDomainPolicies', 'permittedPolicies', 'X-Permitted-Cross-Domain-Policies'),
  helmetPart('permittedCrossDomainPolicies', 'permittedPolicies', 'X-Permitted-Cross-Domain-Policies'),
  {
    place: { kind: 'call', module: /^hono\/secure-headers$/, exports: ['secureHeaders'], options: 0 },
    headers: [
      ['crossOriginResourcePolicy', 'Cross-Origin-Resource-Policy'],
      ['crossOriginEmbedderPolicy', 'Cross-Origin-Embedder-Policy'],
      ['crossOriginOpenerPolicy', 'Cross-Origin-Opener-Policy'],
      ['xPermittedCrossDomainPolicies', 'X-Permitted-Cross-Domain-Policies'],
    ],
    isChecked: false,
  },
];
