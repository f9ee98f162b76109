import type { Idiom } from './idioms.ts';

const AUTH = 'export const requireAuth = (req, res, next) => next();\n';

/** Objects that keep a router each. */
const CONTROLLER = "import { Router } from 'express';\nimport { requireAuth } from './auth';\nexport class UsersController {\n  path = '/users';\n  router = Router();\n  constructor() {\n    this.router.get(`${this.path}/me`, requireAuth, (req, res) => res.json(req.user));\n  }\n}\n";
const PUBLIC_CONTROLLER = "import { Router } from 'express';\nexport class UsersController {\n  router = Router();\n  constructor() {\n    this.router.get('/health', (req, res) => res.send('ok'));\n  }\n}\n";
const ROUTER = "import { Router } from 'express';\nimport { requireAuth } from './auth';\nexport const users = Router();\nusers.get('/me', requireAuth, (req, res) => res.json(req.user));\n";
const PUBLIC_ROUTER = "import { Router } from 'express';\nexport const users = Router();\nusers.get('/health', (req, res) => res.send('ok'));\n";

const IMPORTS = "import express from 'express';\nimport cors from 'cors';\n";

const classOf = (parameter: string, rest: string): string => `${IMPORTS}export class App {\n  app = express();\n  constructor(${parameter}) {\n    this.app.use(cors());\n    ${rest}\n  }\n}\n`;
const methodsOf = (first: string, second: string): string => `${IMPORTS}export class App {\n  constructor(controllers, port) {\n    this.app = express();\n    this.port = port;\n    this.${first};\n    this.${second};\n  }\n  addMiddleware() {\n    this.app.use(cors());\n  }\n  addControllers(controllers) {\n    controllers.forEach((controller) => {\n      this.app.use('/api', controller.router);\n    });\n  }\n}\n`;
const functionOf = (rest: string): string => `${IMPORTS}export function createServer(routers) {\n  const app = express();\n  app.use(cors());\n  ${rest}\n  return app;\n}\n`;

const MOUNTS = "routers.forEach((router) => app.use('/api', router));";
const CONTROLLERS = "controllers.forEach((controller) => this.app.use('/api', controller.router));";

const project = (about: string, app: string, server: string, users: string, together: readonly string[] = [], alone: readonly string[] = []): Idiom => ({ about, files: { 'app.ts': app, 'server.ts': server, 'users.ts': users, 'auth.ts': AUTH }, alone, together });

const NEW_APP = "import { App } from './app';\nimport { UsersController } from './users';\nconst app = new App([new UsersController()], 5000);\n";
const CREATE = "import { createServer } from './app';\nimport { users } from './users';\ncreateServer([users]).listen(3000);\n";

/** Ways in which a program hands its routers to what makes the application. */
export const HANDED: readonly Idiom[] = [
  project('a list of controllers for a class', classOf('controllers', CONTROLLERS), NEW_APP, CONTROLLER, ['app.ts:6 no-wildcard-origin']),
  project('a list of public controllers for a class', classOf('controllers', CONTROLLERS), NEW_APP, PUBLIC_CONTROLLER),
  project('a list of controllers for the methods of a class', methodsOf('addMiddleware()', 'addControllers(controllers)'), NEW_APP, CONTROLLER, ['app.ts:11 no-wildcard-origin']),
  project('a list of public controllers for the methods of a class', methodsOf('addMiddleware()', 'addControllers(controllers)'), NEW_APP, PUBLIC_CONTROLLER),
  project('a list of routers in the options of a class', classOf('{ routes }', "routes.forEach((route) => this.app.use('/api', route));"), "import { App } from './app';\nimport { users } from './users';\nconst app = new App({ routes: [users] });\n", ROUTER, ['app.ts:6 no-wildcard-origin']),
  project('a list of public routers in the options of a class', classOf('{ routes }', "routes.forEach((route) => this.app.use('/api', route));"), "import { App } from './app';\nimport { users } from './users';\nconst app = new App({ routes: [users] });\n", PUBLIC_ROUTER),
  project('a list of objects with routers for a class, in a loop', classOf('options', 'for (const { path, router } of options.routes) this.app.use(path, router);'), "import { App } from './app';\nimport { users } from './users';\nconst app = new App({ routes: [{ path: '/api', router: users }] });\n", ROUTER, ['app.ts:6 no-wildcard-origin']),
  project('a list that is not shown for a class', classOf('controllers', CONTROLLERS), "import { App } from './app';\nimport { UsersController } from './users';\nconst app = new App(await controllersOf(UsersController));\n", CONTROLLER),
  project('a list that a class does not use', classOf('controllers', 'this.controllers = controllers;'), NEW_APP, CONTROLLER),
  project('a list of routers for a function', functionOf(MOUNTS), CREATE, ROUTER, ['app.ts:5 no-wildcard-origin']),
  project('a list of public routers for a function', functionOf(MOUNTS), CREATE, PUBLIC_ROUTER),
  project('a list of routers that a name holds, for a function', functionOf(MOUNTS), "import { createServer } from './app';\nimport { users } from './users';\nconst routers = [users];\ncreateServer(routers).listen(3000);\n", ROUTER, ['app.ts:5 no-wildcard-origin']),
  project('a list of routers that stand before the policy', `${IMPORTS}export function createServer(routers) {\n  const app = express();\n  ${MOUNTS}\n  app.use(cors());\n  return app;\n}\n`, CREATE, ROUTER),
  project('a list of routers in one file', `${IMPORTS}import { users } from './users';\nconst app = express();\napp.use(cors());\n[users].forEach((router) => app.use('/api', router));\n`, '', ROUTER, ['app.ts:5 no-wildcard-origin'], ['app.ts:5 no-wildcard-origin']),
  project('a list of public routers in one file', `${IMPORTS}import { users } from './users';\nconst app = express();\napp.use(cors());\n[users].forEach((router) => app.use('/api', router));\n`, '', PUBLIC_ROUTER),
  project("a controller's router in one file", `${IMPORTS}import { UsersController } from './users';\nconst app = express();\napp.use(cors());\napp.use('/api', new UsersController().router);\n`, '', CONTROLLER, ['app.ts:5 no-wildcard-origin'], ['app.ts:5 no-wildcard-origin']),
  project("a controller's router that stands before the policy", `${IMPORTS}import { UsersController } from './users';\nconst app = express();\napp.use('/api', new UsersController().router);\napp.use(cors());\n`, '', CONTROLLER),
];
