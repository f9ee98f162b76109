import { ruleTable } from './rule-table.ts';

ruleTable('no-opaque-response-read', {
  valid: [
    { title: 'reading with CORS', code: "const r = await fetch('/a', { mode: 'cors' });\nconst body = await r.json();" },
    { title: 'a request whose answer nobody reads', code: "fetch('https://a.example/ping', { mode: 'no-cors', method: 'POST', body: 'x' });" },
    { title: 'a request that is awaited only', code: "await fetch('https://a.example/ping', { mode: 'no-cors' });\ndone();" },
    { title: 'a service worker that knows', code: "const r = await fetch('https://a.example/a.png', { mode: 'no-cors' });\nif (r.type === 'opaque' || r.ok) cache.put('a', r);" },
    { title: 'a cache of opaque responses', code: "const r = await fetch('https://a.example/a.png', { mode: 'no-cors' });\nawait cache.put('a', r);" },
    { title: 'another response', code: "await fetch('https://a.example/ping', { mode: 'no-cors' });\nconst r = await fetch('/a');\nuse(await r.json());" },
    { title: 'a mode that is chosen', code: "const r = await fetch('/a', { mode: cross ? 'no-cors' : 'cors' });\nuse(await r.json());" },
    { title: 'a server', code: "import express from 'express';\nconst r = await fetch('https://a.example', { mode: 'no-cors' });\nuse(await r.json());" },
    { title: 'a safelisted header', code: "document.title = '';\nfetch('https://a.example', { mode: 'no-cors', headers: { 'Content-Type': 'text/plain' } });" },
    { title: 'a test', code: "const r = await fetch('/a', { mode: 'no-cors' });\nuse(await r.json());", filename: 'a.spec.ts' },
  ],
  invalid: [
    {
      title: 'a body',
      code: "const r = await fetch('https://a.example', { method: 'GET', mode: 'no-cors' });\nconst body = await r.json();",
      reports: ['opaqueRead'],
      at: 'r.json()',
      message: "`json()` reads a response that `mode: 'no-cors'` makes opaque: its body is empty, its status 0, and `ok` is false, whatever the server answers.",
      suggestions: ["const r = await fetch('https://a.example', { method: 'GET' });\nconst body = await r.json();"],
    },
    { title: 'a promise', code: "fetch('https://a.example', { mode: 'no-cors' }).then((r) => r.json()).then(use);", reports: ['opaqueRead'] },
    { title: 'a callback with a test', code: "fetch('https://a.example', { mode: 'no-cors' }).then((r) => {\n  if (!r.ok) throw new Error('failed');\n  return r.text();\n});", reports: ['opaqueRead'], at: 'r.ok' },
    { title: 'in one expression', code: "const body = await (await fetch('https://a.example', { mode: 'no-cors' })).text();", reports: ['opaqueRead'] },
    { title: 'options in a constant', code: "const options = { mode: 'no-cors' };\nconst r = await fetch('https://a.example', options);\nuse(await r.blob());", reports: ['opaqueRead'] },
    { title: 'headers of the response', code: "const r = await window.fetch('https://a.example', { mode: 'no-cors' });\nuse(r.headers.get('ETag'));", reports: ['opaqueRead'] },
    {
      title: 'a header that is dropped',
      code: "document.title = '';\nfetch('https://a.example', { mode: 'no-cors', headers: { 'Content-Type': 'application/json' } });",
      reports: ['droppedHeader'],
      message: "`Content-Type` is not sent: with `mode: 'no-cors'` the browser drops every header that would need a preflight.",
      suggestions: ["document.title = '';\nfetch('https://a.example', { headers: { 'Content-Type': 'application/json' } });"],
    },
    { title: 'a token that is dropped', code: "import React from 'react';\nfetch('https://a.example', { mode: 'no-cors', headers: { Authorization: 'Bearer 1' } });", reports: ['droppedHeader'] },
    { title: 'a key in a client component', code: "'use client';\nfetch('https://a.example', { mode: 'no-cors', headers: { 'X-Api-Key': '1' } });", reports: ['droppedHeader'] },
  ],
});
