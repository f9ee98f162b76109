import { ruleTable } from './rule-table.ts';

const ELECTRON = "import { app, BrowserWindow, session } from 'electron';\n";
const OFF = { reports: ['webSecurityOff'] } as const;
const ALL = { options: { rewriting: 'all' }, reports: ['answersRewritten'] } as const;
const rewriting = (headers: string, filter = ''): string => `${ELECTRON}session.defaultSession.webRequest.onHeadersReceived(${filter}(details, callback) => {\n  callback({ responseHeaders: { ...details.responseHeaders, ${headers} } });\n});`;

ruleTable('no-disabled-web-security', {
  valid: [
    { title: 'on', code: `${ELECTRON}new BrowserWindow({ webPreferences: { webSecurity: true } });` },
    { title: 'not written', code: `${ELECTRON}new BrowserWindow({ webPreferences: { contextIsolation: true } }); // cors` },
    { title: 'off while developing', code: `${ELECTRON}new BrowserWindow({ webPreferences: { webSecurity: !isDev } });` },
    { title: 'off outside of production', code: `${ELECTRON}new BrowserWindow({ webPreferences: { webSecurity: process.env.NODE_ENV === 'production' } });` },
    { title: 'a branch for development', code: `${ELECTRON}if (process.env.NODE_ENV === 'development') app.commandLine.appendSwitch('disable-web-security');` },
    { title: 'a branch for what is not packaged', code: `${ELECTRON}if (!app.isPackaged) new BrowserWindow({ webPreferences: { webSecurity: false } });` },
    { title: 'off where it is not packaged', code: `${ELECTRON}new BrowserWindow({ webPreferences: { webSecurity: app.isPackaged } });` },
    { title: 'a handler whose addresses another file names', code: "import electron from 'electron';\nexport function handle(details, callback) {\n  details.responseHeaders['access-control-allow-origin'] = ['*'];\n  callback({ responseHeaders: details.responseHeaders });\n}", options: { rewriting: 'all' } },
    { title: 'a scheme of its own', code: `import { protocol } from 'electron';\nprotocol.handle('app', () => new Response('', { headers: { 'Access-Control-Allow-Origin': '*' } }));`, options: { rewriting: 'all' } },
    { title: 'only where the server says nothing', code: `${ELECTRON}session.defaultSession.webRequest.onHeadersReceived((details, callback) => {\n  const responseHeaders = { ...details.responseHeaders };\n  if (!has(responseHeaders)) responseHeaders['Access-Control-Allow-Origin'] = ['*'];\n  callback({ responseHeaders });\n});`, options: { rewriting: 'all' } },
    { title: 'another switch', code: `${ELECTRON}app.commandLine.appendSwitch('disable-gpu'); // webSecurity` },
    { title: 'the same words without Electron', code: 'const settings = { webPreferences: { webSecurity: false } };' },
    { title: 'a browser for tests', code: "import puppeteer from 'puppeteer';\nconst browser = await puppeteer.launch({ args: ['--disable-web-security'] });" },
    { title: 'a browser of Playwright', code: "import { chromium } from 'playwright';\nconst browser = await chromium.launch({ args: ['--disable-web-security'] });" },
    { title: 'Cypress', code: "import { defineConfig } from 'cypress';\nexport default defineConfig({ chromeWebSecurity: false }); // webSecurity" },
    { title: 'a test of the program', code: `${ELECTRON}new BrowserWindow({ webPreferences: { webSecurity: false } });`, filename: 'e2e/window.ts' },
    { title: 'answers without credentials, by default', code: rewriting("'Access-Control-Allow-Origin': ['*']") },
    { title: 'answers of some servers', code: rewriting("'Access-Control-Allow-Origin': ['*']", "{ urls: ['https://api.example.com/*'] }, "), options: { rewriting: 'all' } },
    { title: 'answers for one page', code: rewriting("'Access-Control-Allow-Origin': ['app://main'], 'Access-Control-Allow-Credentials': ['true']"), options: { rewriting: 'all' } },
    { title: 'other headers', code: rewriting("'Content-Security-Policy': ['default-src *']"), options: { rewriting: 'all' } },
  ],
  invalid: [
    {
      title: 'a window',
      code: `${ELECTRON}const window = new BrowserWindow({ width: 800, webPreferences: { nodeIntegration: false, webSecurity: false } });`,
      ...OFF,
      at: 'webSecurity: false',
      message: "`webSecurity: false` switches the same-origin policy off for every page that this window shows: a script of 'https://evil.example' that gets to run there can read what every other server answers.",
      suggestions: [`${ELECTRON}const window = new BrowserWindow({ width: 800, webPreferences: { nodeIntegration: false } });`],
    },
    { title: 'a view, in CommonJS', code: "const { WebContentsView } = require('electron');\nmodule.exports = () => new WebContentsView({ webPreferences: { webSecurity: false } });", ...OFF },
    { title: 'preferences that stand elsewhere', code: `${ELECTRON}const webPreferences = { webSecurity: false };\nnew BrowserWindow({ webPreferences });`, ...OFF },
    { title: 'a class', code: "import { BrowserWindow } from 'electron/main';\nexport class Main {\n  private open(): void {\n    this.window = new BrowserWindow({ webPreferences: { webSecurity: false } });\n  }\n}", typescript: true, ...OFF },
    { title: 'a default that is set', code: `${ELECTRON}const options = { webPreferences: { webSecurity: false, allowRunningInsecureContent: true } };\ncreateWindow(options);`, ...OFF },
    { title: 'a switch', code: `${ELECTRON}app.commandLine.appendSwitch('disable-web-security');\napp.whenReady();`, ...OFF, suggestions: [`${ELECTRON.trimEnd()}\napp.whenReady();`] },
    {
      title: 'answers of every server',
      code: rewriting("'Access-Control-Allow-Origin': ['*']"),
      ...ALL,
      at: "['*']",
      message: "`['*']` is put on the answers of every server: a page of 'https://evil.example' that this session shows can read what other sites answer without cookies, whatever their own policy is.",
    },
    { title: 'a filter that lets everything through', code: rewriting("'Access-Control-Allow-Origin': '*'", "{ urls: ['*://*/*'] }, "), ...ALL },
    { title: 'an assignment', code: "const { session } = require('electron');\nsession.defaultSession.webRequest.onHeadersReceived((details, callback) => {\n  details.responseHeaders['Access-Control-Allow-Origin'] = ['*'];\n  callback({ responseHeaders: details.responseHeaders });\n});", ...ALL },
    { title: 'a function that stands elsewhere', code: `${ELECTRON}function open(details, callback) {\n  callback({ responseHeaders: { ...details.responseHeaders, 'access-control-allow-origin': ['*'] } });\n}\nwindow.webContents.session.webRequest.onHeadersReceived(open);`, ...ALL },
  ],
});
