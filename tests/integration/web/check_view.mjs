// The digest view in Chromium: what it shows, what keys and buttons do, that text stays text, and how
// long it keeps the page busy.  node check_view.mjs [FOLDER for pictures]
import assert from 'node:assert/strict';
import path from 'node:path';
import { openBrowser } from './browser.mjs';
import { digestOf, serveView } from './view_fixture.mjs';

const MANY = 1200;
const pictures = process.argv[2];
const server = await serveView();
const browser = await openBrowser();
const page = await browser.newPage();
const dialogs = [];
page.on('dialog', (dialog) => { dialogs.push(dialog.message()); dialog.dismiss(); });
page.on('pageerror', (error) => dialogs.push(String(error)));
await page.setViewport({ width: 900, height: 1000 });
await page.goto(server.url);

const texts = (selector) => page.$$eval(selector, (all) => all.map((one) => one.textContent));
const calls = () => page.evaluate(() => window.calls.splice(0));
const shownOf = () => page.$eval('.sheaf-shown', (one) => one.textContent);
const drawn = (count) => page.waitForFunction((n) => document.querySelectorAll('.sheaf-card').length === n, {}, count);

async function show(count, language = 'en') {
  await page.waitForFunction(() => window.open_view);
  await page.evaluate((digest, tongue) => { window.open_view(tongue); window.view.show(digest); }, digestOf(count), language);
  await drawn(count);
}

async function contentIsThereAndText() {
  await show(20);
  assert.deepEqual(await texts('.sheaf-day'), ['Friday, April 17, 2026']);
  assert.match((await texts('.sheaf-counts'))[0], /23 announced · 20 shown · 3 left out/);
  assert.match((await texts('.sheaf-trouble'))[0], /arxiv:cs.LG: failed \(the server <did> not answer\)/);
  const titles = await texts('.sheaf-title');
  assert.equal(titles[1], 'A <b>bold</b> & "quoted" $x^2$ Title 1');
  assert.equal(titles[3], '<img src=x onerror=alert(1)> 3');
  assert.equal(await page.$$eval('.sheaf-card img, .sheaf-card b, .sheaf-card script', (all) => all.length), 0);
  assert.equal(await page.$$eval('a[href^="javascript"]', (all) => all.length), 0);
  assert.match((await texts('.sheaf-doubt'))[0], /Not in the paper: 42 %/);
}

async function keysSortOut() {
  await show(20);
  await page.keyboard.press('j');
  await page.evaluate(() => document.querySelector('.sheaf-card').focus());
  await page.keyboard.press('+');
  await page.keyboard.press('x');
  await page.keyboard.press('n');
  await page.keyboard.press('Enter');
  assert.deepEqual(await calls(), [['feedback', '2604.00000', 'kept'], ['feedback', '2604.00001', 'dismissed'],
    ['note', '2604.00002', null], ['open', '2604.00002', null]]);
  await page.click('.sheaf-card .sheaf-do-kept');
  assert.deepEqual((await calls())[0], ['feedback', '2604.00000', 'none']);
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'sheaf-search');
  await page.keyboard.type('xn+');
  assert.deepEqual(await calls(), [], 'letters in the search field are letters');
}

async function filtersByTextAndTopic() {
  await show(20);
  await page.type('.sheaf-search', 'zoe muller');
  assert.equal(await shownOf(), '3 of 20 papers');
  await page.evaluate(() => window.view.setQuery('渡轮'));
  assert.equal(await shownOf(), '4 of 20 papers');
  await page.evaluate(() => window.view.setQuery('no such thing'));
  assert.equal((await texts('.sheaf-none'))[0], 'No paper fits.');
  await page.evaluate(() => window.view.setQuery(''));
  await page.select('.sheaf-topic', 'Boats');
  assert.equal(await shownOf(), '7 of 20 papers');
}

async function mindmapOnDemand() {
  await show(3);
  assert.equal(await page.$('.sheaf-map'), null);
  await page.click('.sheaf-do-mindmap');
  assert.deepEqual(await texts('.sheaf-map li li'), ['slow boats']);
  await page.click('.sheaf-do-mindmap');
  assert.equal(await page.$('.sheaf-map'), null);
}

/** The longest time the page could not answer while a long day is drawn, filtered and scrolled. */
async function longDaysDoNotBlock() {
  await page.waitForFunction(() => window.open_view);
  const busy = await page.evaluate(async (digest) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const longest = [];
    new PerformanceObserver((list) => list.getEntries().forEach((one) => longest.push(one.duration)))
      .observe({ type: 'longtask' });
    window.open_view('en');
    window.view.show(digest);
    while (document.querySelectorAll('.sheaf-card').length < digest.entries.length) await frame();
    const place = document.getElementById('place');
    for (let top = 0; top < place.scrollHeight; top += 9000) { place.scrollTop = top; await frame(); }
    const begin = performance.now();
    window.view.setQuery('boats');
    const filter = performance.now() - begin;
    await frame();
    await new Promise((resolve) => setTimeout(resolve, 100));
    return { longest: Math.max(0, ...longest), filter };
  }, digestOf(MANY));
  console.log(`${MANY} papers: longest block ${busy.longest.toFixed(0)} ms (0: none above 50), filter ${busy.filter.toFixed(1)} ms`);
}

async function takesPictures() {
  if (!pictures) return;
  for (const scheme of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await show(8, scheme === 'dark' ? 'zh' : 'en');
    await page.click('.sheaf-do-mindmap');
    await page.screenshot({ path: path.join(pictures, `view-${scheme}.png`) });
  }
}

try {
  await contentIsThereAndText();
  await keysSortOut();
  await filtersByTextAndTopic();
  await mindmapOnDemand();
  await longDaysDoNotBlock();
  await takesPictures();
  assert.deepEqual(dialogs, [], 'no dialog and no error');
  console.log('view: all well');
} finally {
  await browser.close();
  server.close();
}
