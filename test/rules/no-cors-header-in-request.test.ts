import { ruleTable } from './rule-table.ts';

const AXIOS = "import axios from 'axios';\n";
const ACAO = "'Access-Control-Allow-Origin': '*'";

ruleTable('no-cors-header-in-request', {
  valid: [
    { title: 'a request with headers of its own', code: "fetch('/api', { headers: { 'X-Id': '1', Authorization: token } }); // cors" },
    { title: 'a Response', code: `export default { fetch: () => new Response('', { headers: { ${ACAO} } }) };` },
    { title: 'a Lambda that also calls others', code: `const headers = { ${ACAO} };\nexport const handler = async () => {\n  const r = await fetch('https://a.example');\n  return { statusCode: 200, headers, body: await r.text() };\n};` },
    { title: 'an answer of Express after a call', code: `import express from 'express';\nconst app = express();\napp.get('/', async (req, res) => {\n  const r = await fetch('https://a.example', { headers: { Origin: 'https://b.example', ${ACAO} } });\n  res.set({ ${ACAO} }).send(await r.text());\n});` },
    { title: 'a shared constant that answers, too', code: `const headers = { ${ACAO} };\nconst load = () => fetch('/a', { headers });\nconst reply = () => new Response('', { headers });` },
    { title: 'a cookie outside of browsers', code: "const r = await fetch('https://a.example', { headers: { Cookie: 'a=1', Origin: 'https://a.example' } }); // cors" },
    { title: 'a function of the project called fetch', code: `import { fetch } from './mock.js';\nfetch('/a', { headers: { ${ACAO} } });` },
    { title: 'a set-up of a development server', code: `export default { devServer: { headers: { ${ACAO} } } };` },
    { title: 'headers that are not shown', code: "fetch('/cors', { headers });" },
    { title: 'a mock of a client', code: `const client = { get: (url, options) => options };\nclient.get('/a', { headers: { ${ACAO} } });` },
    { title: 'a test', code: `fetch('/a', { headers: { ${ACAO} } });`, filename: 'a.test.js' },
    { title: 'a header that the browser drops on purpose only with another value', code: "document.title = 'cors';\nfetch('/a', { method: 'POST', headers: { 'X-HTTP-Method-Override': 'PATCH' } });" },
  ],
  invalid: [
    {
      title: 'fetch',
      code: `fetch('https://api.example.com', { headers: { Accept: '*/*', ${ACAO} } });`,
      reports: ['responseHeader'],
      at: "'Access-Control-Allow-Origin'",
      message: '`Access-Control-Allow-Origin` is a header of answers. In a request of fetch it allows nothing: across origins the browser asks the server for leave to send it, and refuses the request where that is not given.',
      suggestions: ["fetch('https://api.example.com', { headers: { Accept: '*/*' } });"],
    },
    { title: 'fetch of the window with Headers', code: `window.fetch('/a', { headers: new Headers({ ${ACAO} }) });`, reports: ['responseHeader'] },
    { title: 'a shared constant', code: `const headers = { ${ACAO}, Accept: '*/*' };\nfetch('/a', { headers });`, reports: ['responseHeader'], suggestions: ["const headers = { Accept: '*/*' };\nfetch('/a', { headers });"] },
    { title: 'options in a constant', code: `const options = { method: 'POST', headers: { ${ACAO} } };\nfetch('/a', options);`, reports: ['responseHeader'] },
    { title: 'a Request', code: `const request = new Request('/a', { headers: { 'Access-Control-Allow-Headers': '*' } });`, reports: ['responseHeader'] },
    { title: 'axios.get', code: `${AXIOS}axios.get('/a', { headers: { ${ACAO} } });`, reports: ['responseHeader'] },
    { title: 'axios.post', code: `${AXIOS}axios.post('/a', body, { headers: { ${ACAO} } });`, reports: ['responseHeader'] },
    { title: 'an instance of axios', code: `${AXIOS}const api = axios.create({ baseURL: '/a', headers: { ${ACAO} } });`, reports: ['responseHeader'] },
    { title: 'a call of an instance', code: `${AXIOS}const api = axios.create({ baseURL: '/a' });\napi.put('/b', body, { headers: { ${ACAO} } });`, reports: ['responseHeader'] },
    { title: 'defaults of axios', code: `${AXIOS}axios.defaults.headers.common['Access-Control-Allow-Origin'] = '*';`, reports: ['responseHeader'], suggestions: [AXIOS] },
    { title: 'defaults of an instance', code: `${AXIOS}const api = axios.create();\napi.defaults.headers['Access-Control-Allow-Methods'] = 'GET';`, reports: ['responseHeader'] },
    { title: 'an interceptor', code: `${AXIOS}axios.interceptors.request.use((config) => {\n  config.headers['Access-Control-Allow-Origin'] = '*';\n  return config;\n});`, reports: ['responseHeader'] },
    { title: 'a configuration of axios', code: `${AXIOS}axios({ url: '/a', headers: { ${ACAO} } });`, reports: ['responseHeader'] },
    { title: 'ky', code: `import ky from 'ky';\nconst api = ky.create({ headers: { ${ACAO} } });`, reports: ['responseHeader'] },
    { title: 'got', code: `import got from 'got';\ngot('/a', { headers: { ${ACAO} } });`, reports: ['responseHeader'] },
    { title: 'XMLHttpRequest', code: "const xhr = new XMLHttpRequest();\nxhr.setRequestHeader('Access-Control-Allow-Origin', '*');\nxhr.send();", reports: ['responseHeader'] },
    { title: 'jQuery', code: `$.ajax({ url: '/a', headers: { ${ACAO} } });`, reports: ['responseHeader'] },
    { title: 'a misspelt header', code: "fetch('/a', { headers: { 'Access-Control-Allow-Orgin': '*' } });", reports: ['responseHeader'] },
    {
      title: 'an origin',
      code: "document.title = 'cors';\nfetch('/a', { headers: { Origin: location.origin } });",
      reports: ['forbiddenHeader'],
      message: '`Origin` is written by the browser alone: what fetch is given here is not sent.',
    },
    { title: 'a host of an XMLHttpRequest', code: "const xhr = new XMLHttpRequest();\nxhr.setRequestHeader('Host', 'a.example');", reports: ['forbiddenHeader'] },
    { title: 'a preflight by hand', code: "import React from 'react';\nimport axios from 'axios';\naxios.get('/a', { headers: { 'Access-Control-Request-Method': 'GET' } });", reports: ['forbiddenHeader'] },
    { title: 'a cookie in a client component', code: "'use client';\n// cors\nfetch('/a', { headers: { Cookie: 'a=1' } });", reports: ['forbiddenHeader'] },
  ],
});
