import cors from 'cors';
import express from 'express';
import { requireLogin } from './login.js';

const app = express();

app.use(cors({
  credentials: true,
  origin: (origin, callback) => callback(null, !origin || /^https:\/\/(shop|pay).example.com/.test(origin)),
}));
app.post('/orders', requireLogin, (req, res) => res.json(req.user.order(req.body)));

app.listen(3001);
