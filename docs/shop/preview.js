import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

createServer(async (req, res) => {
  res.setHeader('Access-Control-Allow-Origin', '*');
  res.end(await readFile(`./src${req.url}`));
}).listen(4000, 'localhost');
