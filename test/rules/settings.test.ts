import { describe, expect, it } from 'vitest';
import { lint } from './rule-table.ts';

const CODE = "import cors from 'cors';\nimport express from 'express';\nconst app = express();\napp.use(cors({ origin: true, credentials: true }));";

describe('a setting that cannot be used is an error that names it', () => {
  it.each<[settings: unknown, message: string]>([
    ['x', 'settings.cors must be an object, not "x".'],
    [[], 'settings.cors must be an object, not [].'],
    [null, 'settings.cors must be an object, not null.'],
    [{ trusted: [] }, 'settings.cors has no setting "trusted"; it knows trustedOrigins, sensitivePaths, publicPaths, authMiddleware.'],
    [{ trustedOrigins: 'https://a.example' }, 'settings.cors.trustedOrigins must be an array, not "https://a.example".'],
    [{ trustedOrigins: [1] }, 'settings.cors.trustedOrigins must hold non-empty strings, not 1.'],
    [{ trustedOrigins: ['https://a.example/'] }, 'settings.cors.trustedOrigins: "https://a.example/" is not a serialized origin such as "https://app.example.com". Write "https://a.example".'],
    [{ trustedOrigins: ['https://A.example'] }, 'settings.cors.trustedOrigins: "https://A.example" is not a serialized origin such as "https://app.example.com". Write "https://a.example".'],
    [{ trustedOrigins: ['https://a.example:443'] }, 'settings.cors.trustedOrigins: "https://a.example:443" is not a serialized origin such as "https://app.example.com". Write "https://a.example".'],
    [{ trustedOrigins: ['a.example'] }, 'settings.cors.trustedOrigins: "a.example" is not a serialized origin such as "https://app.example.com".'],
    [{ trustedOrigins: ['*'] }, 'settings.cors.trustedOrigins: "*" is not a serialized origin such as "https://app.example.com".'],
    [{ trustedOrigins: ['null'] }, 'settings.cors.trustedOrigins: "null" is not a serialized origin such as "https://app.example.com".'],
    [{ sensitivePaths: [''] }, 'settings.cors.sensitivePaths must hold non-empty strings, not "".'],
    [{ authMiddleware: {} }, 'settings.cors.authMiddleware must be an array, not {}.'],
    [{ publicPaths: [1] }, 'settings.cors.publicPaths must hold paths or { path or file, reason } objects, not 1.'],
    [{ publicPaths: [{ path: '/x' }] }, 'settings.cors.publicPaths: {"path":"/x"} needs a reason, so that a reviewer can judge it.'],
    [{ publicPaths: [{ path: '/x', reason: ' ' }] }, 'settings.cors.publicPaths: {"path":"/x","reason":" "} needs a reason, so that a reviewer can judge it.'],
    [{ publicPaths: [{ reason: 'x' }] }, 'settings.cors.publicPaths: {"reason":"x"} needs either a path or a file.'],
    [{ publicPaths: [{ path: '/x', file: 'x', reason: 'x' }] }, 'settings.cors.publicPaths: {"path":"/x","file":"x","reason":"x"} needs either a path or a file.'],
    [{ publicPaths: [{ path: '/x', reason: 'x', why: 'x' }] }, 'settings.cors.publicPaths: unknown key "why"; expected path, file and reason.'],
  ])('%j', (settings, message) => {
    expect(() => lint('no-reflected-origin', CODE, { settings: settings as object })).toThrow(message);
  });

  it('is no error in a file that says nothing about CORS', () => {
    expect(lint('no-reflected-origin', 'export {};', { settings: { trustedOrigins: 1 } })).toEqual([]);
  });
});

describe('origins of schemes other than http', () => {
  it.each(['capacitor://localhost', 'ionic://localhost', 'chrome-extension://abcdefghijklmnop'])('%s can be trusted', (origin) => {
    const [report] = lint('no-reflected-origin', CODE, { settings: { trustedOrigins: [origin] } });
    expect(report?.suggestions[0]?.output).toContain(`origin: ['${origin}']`);
  });
});

it('a rule refuses an option that it does not know', () => {
  expect(() => lint('no-reflected-origin', CODE, { options: { scop: 'all' } })).toThrow(/scop/);
  expect(() => lint('no-wildcard-origin', CODE, { options: { scope: 'some' } })).toThrow(/should be equal to one of the allowed values/);
});
