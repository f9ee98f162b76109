import type { RequestListener } from 'node:http';
import { conforms, PRELUDE, serve, type Form } from './conformance.ts';
import { EXPRESS_OPTIONS } from './express-options.ts';

const app = (options: string): string => `${PRELUDE}
const express = require('express');
const cors = require('cors');
const app = express();
app.use(cors(${options}));
app.get('/', (req, res) => res.send('ok'));
app.use((error, req, res, next) => res.status(500).end());
module.exports = app;
`;

const delegates: readonly Form[] = [
  ['answers with options', '(req, callback) => callback(null, { origin: true, credentials: true })'],
  ['switches CORS off', '(req, callback) => callback(null, { origin: false })'],
  ['answers with nothing', '(req, callback) => callback(null)'],
  ['refuses with an error', "(req, callback) => callback(new Error('no'))"],
].map(([title = '', options = '']): Form => ({ title: `a delegate that ${title}`, source: app(options), policies: title.startsWith('refuses') ? 0 : 1 }));

const branching: Form = {
  title: 'a delegate that decides by the origin',
  source: app(`(req, callback) => {
    if (LIST.includes(req.header('Origin'))) callback(null, { origin: true, credentials: true });
    else callback(null, { origin: false });
  }`),
  policies: 2,
};

const choosing: Form = {
  title: 'a delegate that hands on a choice',
  source: app(`(req, callback) => {
    const options = LIST.includes(req.header('Origin')) ? { origin: true, credentials: true } : { origin: false };
    callback(null, options);
  }`),
  policies: 2,
};

conforms({ name: 'cors', start: (exported) => serve(exported as RequestListener) }, [
  ...EXPRESS_OPTIONS.map(({ options, ...form }) => ({ ...form, source: app(options) })),
  { title: "a string as options means the defaults", source: app("'https://app.example.com'") },
  { title: 'a list as options means the defaults', source: app('LIST') },
  ...delegates,
  branching,
  choosing,
]);
