import cors from 'cors';
import express from 'express';
import { requireLogin } from './login.js';
import { offers, ordersOf } from './shop.js';

const partners = new Set(['https://shop.example.com', 'https://partner.example.com']);
const app = express();

app.get('/offers', (req, res) => {
  const { origin: site } = req.headers;
  if (partners.has(site)) res.set('Access-Control-Allow-Origin', site);
  res.json(offers);
});

app.use('/account', cors({ origin: partners, credentials: true }));
app.get('/account/orders', requireLogin, (req, res) => res.json(ordersOf(req.user)));

app.use('/cart', cors({ credentials: true }));

app.listen(3000);
