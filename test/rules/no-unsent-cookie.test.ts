import { ruleTable } from './rule-table.ts';

const TWO = "['https://app.example.com', 'https://shop.example.net']";
const ONE = "['https://app.example.com', 'https://admin.example.com']";
const EXPRESS = "import cors from 'cors';\nimport express from 'express';\nimport session from 'express-session';\nconst app = express();\n";
const app = (origins: string, cookie: string, others = 'credentials: true'): string => `${EXPRESS}app.use(cors({ origin: ${origins}, ${others} }));\n${cookie}`;
const SESSION = (attribute: string): string => `app.use(session({ secret, cookie: { ${attribute} } }));`;

ruleTable('no-unsent-cookie', {
  valid: [
    { title: 'origins of one site', code: app(ONE, SESSION("sameSite: 'lax'")) },
    { title: 'a cookie for every site', code: app(TWO, SESSION("sameSite: 'none', secure: true")) },
    { title: 'a cookie for every site in production', code: app(TWO, SESSION("sameSite: process.env.NODE_ENV === 'production' ? 'none' : 'lax'")) },
    { title: 'a cookie that says nothing', code: app(TWO, SESSION('secure: true')) },
    { title: 'an attribute that is not shown', code: app(TWO, SESSION('sameSite: config.sameSite')) },
    { title: 'a policy without credentials', code: app(TWO, SESSION("sameSite: 'lax'"), 'maxAge: 600') },
    { title: 'a page of the own machine beside', code: app("['https://app.example.com', 'http://localhost:5173']", SESSION("sameSite: 'lax'")) },
    { title: 'an origin that the file names for something else', code: app("'https://app.example.com'", `${SESSION("sameSite: 'lax'")}\nconst partner = 'https://shop.example.net';`) },
    { title: 'a pattern of the attribute', code: app(TWO, "log('; SameSite=None');") },
  ],
  invalid: [
    { title: 'a session', code: app(TWO, SESSION("sameSite: 'lax'")), reports: ['unsentCookie'], message: "`sameSite: 'lax'` keeps this cookie back from pages of other sites, and the policy at line 5 allows credentials to pages of two, 'https://app.example.com' and 'https://shop.example.net': this server is of one site at most, so browsers send the requests of the other without the cookie. Take that origin off the list, or set 'none' with Secure, and ask for a token against forged requests." },
    { title: 'true, which is strict', code: app(TWO, SESSION('sameSite: true')), reports: ['unsentCookie'] },
    { title: 'a cookie of one answer', code: app(TWO, "app.get('/', (req, res) => res.cookie('id', '1', { sameSite: 'Strict', httpOnly: true }).json({}));"), reports: ['unsentCookie'] },
    { title: 'two deployments of one host, which are two sites', code: app("['https://one.vercel.app', 'https://two.vercel.app']", SESSION("sameSite: 'strict'")), reports: ['unsentCookie'] },
    { title: 'two cookies, said once', code: app(TWO, `${SESSION("sameSite: 'lax'")}\napp.get('/', (req, res) => res.cookie('a', '1', { sameSite: 'lax' }).end());`), reports: ['unsentCookie'] },
  ],
});
