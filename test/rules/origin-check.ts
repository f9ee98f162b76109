/** Frames for one expression over `origin`: everything else is right, so that only the check can be at fault. */

const ALLOWED = "const allowed = ['https://app.example.com', 'https://admin.example.com'];\n";

/** A callback of `cors`. */
export const inCallback = (check: string): string =>
  `import cors from 'cors';\nimport express from 'express';\nimport url from 'node:url';\nimport _ from 'lodash';\nimport minimatch from 'minimatch';\nimport picomatch from 'picomatch';\n${ALLOWED}const app = express();\napp.use(cors({ credentials: true, origin: (origin, callback) => {\n  if (${check}) callback(null, true);\n  else callback(new Error('Not allowed'));\n} }));`;

/** Headers that are written by hand. */
export const byHand = (check: string): string =>
  `import { createServer } from 'node:http';\nimport url from 'node:url';\n${ALLOWED}createServer((req, res) => {\n  const { origin } = req.headers;\n  res.setHeader('Vary', 'Origin');\n  if (origin && ${check}) {\n    res.setHeader('Access-Control-Allow-Origin', origin);\n    res.setHeader('Access-Control-Allow-Credentials', 'true');\n  }\n  res.end();\n});`;

/** A function of Hono's middleware that returns what to send. */
export const inHono = (check: string): string =>
  `import { Hono } from 'hono';\nimport { cors } from 'hono/cors';\nimport url from 'node:url';\n${ALLOWED}const app = new Hono();\napp.use(cors({ credentials: true, origin: (origin) => (${check} ? origin : null) }));`;

/** The three frames, by name. */
export const FRAMES = { 'a callback of cors': inCallback, 'headers by hand': byHand, 'a function of Hono': inHono } as const;

/** A row for each frame. */
export function inEveryFrame<Row extends object>(check: string, row: Row): readonly (Row & { title: string; code: string })[] {
  return Object.entries(FRAMES).map(([frame, write]) => ({ title: `${check} in ${frame}`, code: write(check), ...row }));
}
