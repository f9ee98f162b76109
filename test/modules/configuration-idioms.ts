import type { Idiom } from './idioms.ts';

/** Ways in which a program gets its configuration from another file. */
export const CONFIGURATION: readonly Idiom[] = [
  {
    about: 'headers and a switch of an injected class, through a barrel, and a helper that matches globs',
    files: {
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@service/*": ["./exports.ts"] } } }',
      'exports.ts': "export * from './config.js';\nexport * from './globs.js';\n",
      'config.ts': "const isOn = (fallback: boolean, ...names: string[]) => names.reduce((before: boolean | undefined, name, index, all) => {\n  if (before !== undefined) return before;\n  const value = process.env[name];\n  if (value !== undefined) return value !== 'false';\n  if (index === all.length - 1) return fallback;\n}, undefined);\nexport class Config {\n  protected cors = !!isOn(false, 'CORS', 'ENABLE_CORS');\n  protected origin = process.env.CORS_ORIGIN ?? '*';\n  isCorsOn(): boolean {\n    return this.cors;\n  }\n  setOrigin(origin: string): string {\n    return (this.origin = origin);\n  }\n  headers() {\n    return { 'Access-Control-Allow-Credentials': process.env.CORS_CREDENTIALS ?? 'true', 'Access-Control-Allow-Origin': this.origin, Vary: 'Origin' };\n  }\n}\n",
      'globs.ts': "import micromatch from 'micromatch';\nexport const isMatch = (text: string, pattern: string) => micromatch.isMatch(text, pattern, { bash: true });\n",
      'main.ts': "import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';\nimport { Config, isMatch } from '@service/all';\nexport class Service {\n  constructor(protected config: Config) {}\n  start() {\n    createServer(this.handle.bind(this)).listen(3000);\n  }\n  async handle(req: IncomingMessage, res: ServerResponse) {\n    if (this.config.isCorsOn()) {\n      const headers = this.config.headers();\n      const origin = req.headers.origin;\n      if (origin && isMatch(origin, headers['Access-Control-Allow-Origin'])) {\n        headers['Access-Control-Allow-Origin'] = origin;\n        Object.entries(headers).forEach(([name, value]) => res.setHeader(name, value));\n      }\n    }\n    res.end();\n  }\n}\n",
    },
    // The object alone, which no file says to be filled always.
    alone: ['config.ts:17 no-credentialed-wildcard', 'main.ts:13 no-reflected-origin'],
    together: ['config.ts:17 no-credentialed-wildcard', 'main.ts:13 no-reflected-origin'],
  },
  {
    about: "a namespace of Nest's configuration, open while unset",
    files: {
      'main.ts': "import { NestFactory } from '@nestjs/core';\nimport { ConfigService } from '@nestjs/config';\nimport { AppModule } from './app.module';\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  const config = app.get(ConfigService);\n  app.enableCors({ origin: config.get('cors.origin'), credentials: true });\n  await app.listen(3000);\n}\nbootstrap();\n",
      'app.module.ts': "import { Module } from '@nestjs/common';\nimport { ConfigModule } from '@nestjs/config';\nimport corsConfig from './config/cors.config';\n@Module({ imports: [ConfigModule.forRoot({ load: [corsConfig] })] })\nexport class AppModule {}\n",
      'config/cors.config.ts': "import { registerAs } from '@nestjs/config';\nexport default registerAs('cors', () => ({ origin: process.env.CORS_ORIGIN || '*' }));\n",
    },
    alone: ['main.ts:7 no-credentialed-wildcard'],
    together: ['main.ts:7 no-credentialed-wildcard'],
  },
  {
    about: "a namespace of Nest's configuration, a list",
    files: {
      'main.ts': "import { NestFactory } from '@nestjs/core';\nimport { ConfigService } from '@nestjs/config';\nimport { AppModule } from './app.module';\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  const config = app.get(ConfigService);\n  app.enableCors({ origin: config.get('cors.origin'), credentials: true });\n  await app.listen(3000);\n}\nbootstrap();\n",
      'app.module.ts': "import { Module } from '@nestjs/common';\nimport { ConfigModule } from '@nestjs/config';\nimport corsConfig from './config/cors.config';\n@Module({ imports: [ConfigModule.forRoot({ load: [corsConfig] })] })\nexport class AppModule {}\n",
      'config/cors.config.ts': "import { registerAs } from '@nestjs/config';\nexport default registerAs('cors', () => ({ origin: ['https://app.example.com'] }));\n",
    },
    alone: [],
    together: [],
  },
  {
    about: 'a factory that ConfigModule loads',
    files: {
      'main.ts': "import { NestFactory } from '@nestjs/core';\nimport { ConfigService } from '@nestjs/config';\nimport { AppModule } from './app.module';\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  const config = app.get(ConfigService);\n  app.enableCors({ origin: config.get('cors.origin'), credentials: true });\n  await app.listen(3000);\n}\nbootstrap();\n",
      'app.module.ts': "import { Module } from '@nestjs/common';\nimport { ConfigModule } from '@nestjs/config';\nimport configuration from './config/configuration';\n@Module({ imports: [ConfigModule.forRoot({ isGlobal: true, load: [configuration] })] })\nexport class AppModule {}\n",
      'config/configuration.ts': 'export default () => ({ port: 3000, cors: { origin: true } });\n',
    },
    alone: ['main.ts:7 no-reflected-origin'],
    together: ['main.ts:7 no-reflected-origin'],
  },
  {
    about: "options that are asked of Nest's configuration",
    files: {
      'main.ts': "import { NestFactory } from '@nestjs/core';\nimport { ConfigService } from '@nestjs/config';\nimport { AppModule } from './app.module';\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  const config = app.get(ConfigService);\n  app.enableCors(config.getOrThrow('cors'));\n  await app.listen(3000);\n}\nbootstrap();\n",
      'app.module.ts': "import { Module } from '@nestjs/common';\nimport { ConfigModule } from '@nestjs/config';\nimport corsConfig from './config/cors.config';\n@Module({ imports: [ConfigModule.forRoot({ load: [corsConfig] })] })\nexport class AppModule {}\n",
      'config/cors.config.ts': "import { registerAs } from '@nestjs/config';\nexport default registerAs('cors', () => ({ origin: true, credentials: true }));\n",
    },
    alone: ['main.ts:7 no-reflected-origin'],
    together: ['config/cors.config.ts:2 no-reflected-origin'],
  },
  {
    about: 'a namespace that is injected by its key',
    files: {
      'main.ts': "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\nimport corsConfig from './config/cors.config';\nconst app = await NestFactory.create(AppModule);\nconst settings = app.get(corsConfig.KEY);\napp.enableCors({ origin: settings.origin, credentials: true });\n",
      'app.module.ts': "import { Module } from '@nestjs/common';\n@Module({})\nexport class AppModule {}\n",
      'config/cors.config.ts': "import { registerAs } from '@nestjs/config';\nexport default registerAs('cors', () => ({ origin: true }));\n",
    },
    alone: ['main.ts:6 no-reflected-origin'],
    together: ['main.ts:6 no-reflected-origin'],
  },
  {
    about: 'a setting of Nest with a default',
    files: {
      'main.ts': "import { NestFactory } from '@nestjs/core';\nimport { ConfigService } from '@nestjs/config';\nimport { AppModule } from './app.module';\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  const config = app.get(ConfigService);\n  app.enableCors({ origin: config.get('CORS_ORIGIN', '*'), credentials: true });\n  await app.listen(3000);\n}\nbootstrap();\n",
      'app.module.ts': 'export class AppModule {}\n',
    },
    alone: ['main.ts:7 no-credentialed-wildcard'],
    together: ['main.ts:7 no-credentialed-wildcard'],
  },
  {
    about: 'a setting of Nest that must be set',
    files: {
      'main.ts': "import { NestFactory } from '@nestjs/core';\nimport { ConfigService } from '@nestjs/config';\nimport { AppModule } from './app.module';\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  const config = app.get(ConfigService);\n  app.enableCors({ origin: config.getOrThrow('CORS_ORIGIN'), credentials: true });\n  await app.listen(3000);\n}\nbootstrap();\n",
      'app.module.ts': 'export class AppModule {}\n',
    },
    alone: [],
    together: [],
  },
  {
    about: 'an environment that znv checks',
    files: {
      'app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { CORS_ORIGIN } from './env';\napp.use(cors({ origin: CORS_ORIGIN, credentials: true }));\n",
      'env.ts': "import { parseEnv } from 'znv';\nimport { z } from 'zod';\nexport const { CORS_ORIGIN } = parseEnv(process.env, { CORS_ORIGIN: z.string().default('*') });\n",
    },
    alone: ['app.ts:5 no-credentialed-wildcard'],
    together: ['app.ts:5 no-credentialed-wildcard'],
  },
  {
    about: 'an environment that t3-env checks',
    files: {
      'app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { env } from './env';\napp.use(cors({ origin: env.CORS_ORIGIN, credentials: true }));\n",
      'env.ts': "import { createEnv } from '@t3-oss/env-core';\nimport { z } from 'zod';\nexport const env = createEnv({ server: { CORS_ORIGIN: z.string().default('*') }, runtimeEnv: process.env });\n",
    },
    alone: ['app.ts:5 no-credentialed-wildcard'],
    together: ['app.ts:5 no-credentialed-wildcard'],
  },
  {
    about: 'an environment that joi checks',
    files: {
      'app.js': "const cors = require('cors');\nconst app = require('express')();\nconst config = require('./config');\napp.use(cors({ origin: config.corsOrigin, credentials: true }));\n",
      'config.js': "const Joi = require('joi');\nconst schema = Joi.object({ CORS_ORIGIN: Joi.string().default('*') }).unknown();\nconst { value: envVars, error } = schema.validate(process.env);\nif (error) throw error;\nmodule.exports = { corsOrigin: envVars.CORS_ORIGIN };\n",
    },
    alone: ['app.js:4 no-credentialed-wildcard'],
    together: ['app.js:4 no-credentialed-wildcard'],
  },
  {
    about: 'an environment that joi checks with preferences',
    files: {
      'app.js': "const cors = require('cors');\nconst app = require('express')();\nconst config = require('./config');\napp.use(cors({ origin: config.corsOrigin, credentials: true }));\n",
      'config.js': "const Joi = require('joi');\nconst schema = Joi.object().keys({ CORS_ORIGIN: Joi.string().default('*').description('x') }).unknown();\nconst { value: envVars, error } = schema.prefs({ errors: { label: 'key' } }).validate(process.env);\nif (error) throw error;\nmodule.exports = { corsOrigin: envVars.CORS_ORIGIN };\n",
    },
    alone: ['app.js:4 no-credentialed-wildcard'],
    together: ['app.js:4 no-credentialed-wildcard'],
  },
  {
    about: 'an environment that zod checks without throwing',
    files: {
      'app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { env } from './env';\napp.use(cors({ origin: env.CORS_ORIGIN, credentials: true }));\n",
      'env.ts': "import { z } from 'zod';\nconst schema = z.object({ CORS_ORIGIN: z.string().default('*') });\nconst parsed = schema.safeParse(process.env);\nif (!parsed.success) { console.error(parsed.error); process.exit(1); }\nexport const env = parsed.data;\n",
    },
    alone: ['app.ts:5 no-credentialed-wildcard'],
    together: ['app.ts:5 no-credentialed-wildcard'],
  },
  {
    about: 'an environment that a function checks',
    files: {
      'app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { env } from './env';\napp.use(cors({ origin: env.CORS_ORIGIN, credentials: true }));\n",
      'env.ts': "import { z } from 'zod';\nconst schema = z.object({ CORS_ORIGIN: z.string().default('*') });\nfunction validateEnv() {\n  const parsed = schema.safeParse(process.env);\n  if (!parsed.success) throw new Error('bad env');\n  return parsed.data;\n}\nexport const env = validateEnv();\n",
    },
    alone: ['app.ts:5 no-credentialed-wildcard'],
    together: ['app.ts:5 no-credentialed-wildcard'],
  },
  {
    about: 'an environment that valibot checks',
    files: {
      'app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { env } from './env';\napp.use(cors({ origin: env.CORS_ORIGIN, credentials: true }));\n",
      'env.ts': "import * as v from 'valibot';\nexport const env = v.parse(v.object({ CORS_ORIGIN: v.optional(v.string(), '*') }), process.env);\n",
    },
    alone: ['app.ts:5 no-credentialed-wildcard'],
    together: ['app.ts:5 no-credentialed-wildcard'],
  },
  {
    about: 'an environment that env-schema checks',
    files: {
      'app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { env } from './env';\napp.use(cors({ origin: env.CORS_ORIGIN, credentials: true }));\n",
      'env.ts': "import envSchema from 'env-schema';\nexport const env = envSchema({ schema: { type: 'object', properties: { CORS_ORIGIN: { type: 'string', default: '*' } } } });\n",
    },
    alone: ['app.ts:5 no-credentialed-wildcard'],
    together: ['app.ts:5 no-credentialed-wildcard'],
  },
  {
    about: 'a setting of env-var',
    files: {
      'app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { env } from './env';\napp.use(cors({ origin: env.CORS_ORIGIN, credentials: true }));\n",
      'env.ts': "import { get } from 'env-var';\nexport const env = { CORS_ORIGIN: get('CORS_ORIGIN').default('*').asString() };\n",
    },
    alone: ['app.ts:5 no-credentialed-wildcard'],
    together: ['app.ts:5 no-credentialed-wildcard'],
  },
  {
    about: 'a default of envalid for development only',
    files: {
      'app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { env } from './env';\napp.use(cors({ origin: env.CORS_ORIGIN, credentials: true }));\n",
      'env.ts': "import { cleanEnv, str } from 'envalid';\nexport const env = cleanEnv(process.env, { CORS_ORIGIN: str({ devDefault: '*' }) });\n",
    },
    alone: [],
    together: [],
  },
  {
    about: 'a configuration of convict that a file adds to',
    files: {
      'app.js': "const cors = require('cors');\nconst app = require('express')();\nconst config = require('./config');\napp.use(cors({ origin: config.get('cors.origin'), credentials: true }));\n",
      'config.js': "const convict = require('convict');\nconst config = convict({ cors: { origin: { doc: 'x', format: String, default: '*', env: 'ORIGIN' } } });\nconfig.loadFile('./x.json');\nconfig.validate({ allowed: 'strict' });\nmodule.exports = config;\n",
    },
    alone: ['app.js:4 no-credentialed-wildcard'],
    together: ['app.js:4 no-credentialed-wildcard'],
  },
  {
    about: 'the properties of a configuration of convict',
    files: {
      'app.js': "const cors = require('cors');\nconst app = require('express')();\nconst config = require('./config');\napp.use(cors({ origin: config.cors.origin, credentials: true }));\n",
      'config.js': "const convict = require('convict');\nconst config = convict({ cors: { origin: { doc: 'x', format: String, default: '*', env: 'ORIGIN' } } });\nmodule.exports = config.getProperties();\n",
    },
    alone: ['app.js:4 no-credentialed-wildcard'],
    together: ['app.js:4 no-credentialed-wildcard'],
  },
  {
    about: 'an environment that dotenv fills',
    files: {
      'app.js': "require('dotenv').config();\nconst cors = require('cors');\nconst app = require('express')();\nconst { origins } = require('./config');\napp.use(cors({ origin: origins, credentials: true }));\n",
      'config.js': "require('dotenv').config();\nexports.origins = process.env.ORIGINS?.split(',') ?? true;\n",
    },
    alone: ['app.js:5 no-reflected-origin'],
    together: ['app.js:5 no-reflected-origin'],
  },
  {
    about: 'a getter of a class',
    files: {
      'app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { config } from './config';\napp.use(cors({ origin: config.corsOrigin, credentials: true }));\n",
      'config.ts': 'class Config {\n  get corsOrigin() { return process.env.CORS_ORIGIN ?? true; }\n}\nexport const config = new Config();\n',
    },
    alone: ['app.ts:5 no-reflected-origin'],
    together: ['app.ts:5 no-reflected-origin'],
  },
  {
    about: 'the one instance of a class',
    files: {
      'app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { Config } from './config';\napp.use(cors({ origin: Config.getInstance().cors.origin, credentials: true }));\n",
      'config.ts': 'export class Config {\n  private static instance: Config;\n  readonly cors = { origin: true };\n  static getInstance() {\n    if (!Config.instance) Config.instance = new Config();\n    return Config.instance;\n  }\n}\n',
    },
    alone: ['app.ts:5 no-reflected-origin'],
    together: ['app.ts:5 no-reflected-origin'],
  },
  {
    about: "a configuration service of the project's own",
    files: {
      'app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { ConfigService } from './config.service';\nconst config = new ConfigService();\napp.use(cors({ origin: config.get('CORS_ORIGIN', '*'), credentials: true }));\n",
      'config.service.ts': 'export class ConfigService {\n  get(key: string, fallback?: string) { return process.env[key] ?? fallback; }\n}\n',
    },
    alone: ['app.ts:6 no-credentialed-wildcard'],
    together: ['app.ts:6 no-credentialed-wildcard'],
  },
  {
    about: "a configuration service of the project's own that throws",
    files: {
      'app.ts': "import cors from 'cors';\nimport express from 'express';\nconst app = express();\nimport { ConfigService } from './config.service';\nconst config = new ConfigService();\napp.use(cors({ origin: config.getOrThrow('CORS_ORIGIN'), credentials: true }));\n",
      'config.service.ts': 'export class ConfigService {\n  getOrThrow(key: string) { const value = process.env[key]; if (value === undefined) throw new Error(key); return value; }\n}\n',
    },
    alone: [],
    together: [],
  },
];
