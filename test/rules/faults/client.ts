import type { Fault } from './fault.ts';

const AXIOS = "import axios from 'axios';\n";
const ACAO = "'Access-Control-Allow-Origin': '*'";
const PAGE = "document.title = 'Orders';\n";

/** What pages send, and what they read. */
export const CLIENT: readonly Fault[] = [
  {
    fault: 'a header of answers in a request',
    rule: 'no-cors-header-in-request',
    messageId: 'responseHeader',
    bad: {
      fetch: [`fetch('https://api.example.com/orders', { headers: { ${ACAO} } });`, "fetch('https://api.example.com/orders', { headers: new Headers([['Access-Control-Allow-Origin', '*']]) });"],
      Request: "const request = new Request('https://api.example.com/orders', { headers: { 'Access-Control-Allow-Headers': '*' } });",
      axios: [`${AXIOS}axios.get('/orders', { headers: { ${ACAO} } });`, `${AXIOS}const api = axios.create({ baseURL: 'https://api.example.com', headers: { ${ACAO} } });`, `${AXIOS}axios.defaults.headers.common['Access-Control-Allow-Origin'] = '*';`],
      ky: `import ky from 'ky';\nconst api = ky.extend({ headers: { ${ACAO} } });`,
      got: `import got from 'got';\nawait got('https://api.example.com/orders', { headers: { ${ACAO} } });`,
      XMLHttpRequest: "const request = new XMLHttpRequest();\nrequest.open('GET', '/orders');\nrequest.setRequestHeader('Access-Control-Allow-Origin', '*');\nrequest.send();",
      jQuery: `$.ajax({ url: '/orders', headers: { ${ACAO} } });`,
    },
    good: {
      // The constant is for the answer of the function, which asks another server without it.
      'AWS Lambda': "const headers = { 'Access-Control-Allow-Origin': 'https://app.example.com' };\nexport const handler = async () => {\n  const orders = await fetch('https://orders.example.com/');\n  return { statusCode: 200, headers, body: await orders.text() };\n};",
      Workers: "export default {\n  async fetch(request) {\n    const answer = await fetch('https://orders.example.com/');\n    return new Response(answer.body, { headers: { 'Access-Control-Allow-Origin': 'https://app.example.com' } });\n  },\n};",
      axios: `${AXIOS}// No CORS header belongs here.\naxios.defaults.headers.common['Authorization'] = token;\naxios.get('/orders', { headers: { Accept: 'application/json' } });`,
      // A mock of a server.
      msw: "import { http, HttpResponse } from 'msw';\nexport const handlers = [http.get('/orders', () => HttpResponse.json([], { headers: { 'Access-Control-Allow-Origin': 'https://app.example.com' } }))];",
      'fetch, reading': "const answer = await fetch('https://api.example.com/orders');\nconsole.log(answer.headers.get('Access-Control-Allow-Origin'));",
    },
  },
  {
    fault: 'a header that only browsers write',
    rule: 'no-cors-header-in-request',
    messageId: 'forbiddenHeader',
    bad: {
      fetch: `${PAGE}// cors\nfetch('https://api.example.com/orders', { headers: { Origin: location.origin } });`,
      XMLHttpRequest: "const request = new XMLHttpRequest();\nrequest.setRequestHeader('Host', 'api.example.com');",
      'axios, React': "import React from 'react';\nimport axios from 'axios';\naxios.get('/orders', { headers: { 'Access-Control-Request-Method': 'GET' } });",
      'a client component': "'use client';\n// cors\nfetch('/orders', { headers: { Cookie: 'sid=1' } });",
      jQuery: "// cors\n$(document).ready(() => $.ajax({ url: '/orders', headers: { Referer: 'https://app.example.com/' } }));",
    },
    good: {
      // Servers may write what they like.
      node: "import { createServer } from 'node:http';\nconst answer = await fetch('https://api.example.com/orders', { headers: { Origin: 'https://app.example.com', Cookie: 'sid=1' } }); // cors\ncreateServer((req, res) => res.end(answer.status)).listen(3000);",
      Workers: "// cors\nexport default {\n  fetch: (request) => fetch('https://api.example.com/orders', { headers: { Host: 'api.example.com', Origin: 'https://app.example.com' } }),\n};",
      express: "import express from 'express';\nimport axios from 'axios';\n// cors\nexpress().get('/orders', async (req, res) => {\n  const { data } = await axios.get('https://api.example.com/orders', { headers: { Cookie: req.headers.cookie } });\n  res.json(data);\n});",
      fetch: `${PAGE}// cors\nfetch('https://api.example.com/orders', { headers: { 'X-Origin': location.origin, 'User-Agent': 'Orders' } });`,
    },
  },
  {
    fault: 'a read of an opaque response',
    rule: 'no-opaque-response-read',
    messageId: 'opaqueRead',
    bad: {
      fetch: "const answer = await fetch('https://api.example.com/orders', { mode: 'no-cors' });\nconst orders = await answer.json();",
      'fetch, promises': "fetch('https://api.example.com/orders', { mode: 'no-cors' }).then((answer) => answer.text()).then(show);",
      React: "import { useEffect } from 'react';\nexport function Orders() {\n  useEffect(() => {\n    fetch('https://api.example.com/orders', { mode: 'no-cors' }).then((answer) => {\n      if (!answer.ok) throw new Error('failed');\n    });\n  }, []);\n}",
      Vue: "import { onMounted } from 'vue';\nconst options = { mode: 'no-cors' };\nonMounted(async () => {\n  const answer = await fetch('https://api.example.com/orders', options);\n  total.value = answer.headers.get('X-Total-Count');\n});",
    },
    good: {
      fetch: "const answer = await fetch('https://api.example.com/orders', { mode: 'cors' });\nconst orders = await answer.json();",
      // Nobody reads what comes back.
      'a beacon': "fetch('https://stats.example.com/hit', { method: 'POST', mode: 'no-cors', keepalive: true, body: location.href });",
      'a probe': "const isOnline = await fetch('https://api.example.com/favicon.ico', { mode: 'no-cors' }).then(() => true, () => false);",
      'a service worker': "self.addEventListener('fetch', (event) => {\n  event.respondWith(fetch(event.request.url, { mode: 'no-cors' }).then(async (answer) => {\n    const cache = await caches.open('images');\n    await cache.put(event.request, answer.clone());\n    return answer;\n  }));\n});",
    },
  },
  {
    fault: 'a header that an opaque request drops',
    rule: 'no-opaque-response-read',
    messageId: 'droppedHeader',
    bad: {
      fetch: `${PAGE}fetch('https://api.example.com/orders', { method: 'POST', mode: 'no-cors', headers: { 'Content-Type': 'application/json' }, body });`,
      React: "import React from 'react';\nfetch('https://api.example.com/orders', { mode: 'no-cors', headers: { Authorization: 'Bearer 1' } });",
      'a client component': "'use client';\nfetch('https://api.example.com/orders', { mode: 'no-cors', headers: { 'X-Api-Key': '1' } });",
    },
    good: {
      // Types that forms send.
      fetch: `${PAGE}fetch('https://stats.example.com/hit', { method: 'POST', mode: 'no-cors', headers: { 'Content-Type': 'text/plain', 'Accept-Language': 'en' }, body });`,
      React: "import React from 'react';\nfetch('https://api.example.com/orders', { headers: { Authorization: 'Bearer 1' } }); // cors",
      // A server has no such mode.
      express: "import express from 'express';\nexpress().get('/orders', async (req, res) => {\n  const answer = await fetch('https://api.example.com/orders', { mode: 'no-cors', headers: { Authorization: 'Bearer 1' } });\n  res.json(await answer.json());\n});",
    },
  },
];
