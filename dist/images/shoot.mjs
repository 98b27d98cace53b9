// shoot.mjs MODULES PAGE PICTURE WIDTH HEIGHT: a picture of an HTML file, twice as sharp as its pixels.
// MODULES is the folder whose node_modules hold puppeteer-core; HEIGHT 0: all of the page.
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const [modules, file, picture, width, height] = process.argv.slice(2);
const { openBrowser } = await import(pathToFileURL(path.join(modules, 'browser.mjs')).href);
const browser = await openBrowser();
try {
  const page = await browser.newPage();
  await page.setViewport({ width: Number(width), height: Number(height) || 400, deviceScaleFactor: 2 });
  await page.goto(pathToFileURL(path.resolve(file)).href);
  await new Promise((resolve) => { setTimeout(resolve, 500); });
  await page.screenshot({ path: picture, fullPage: Number(height) === 0 });
} finally {
  await browser.close();
}
