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
const FITS = 5; // cards on a screen, at the least: the others exist once they are near the sight
const drawn = (count) => page.waitForFunction((n) => document.querySelectorAll('.sheaf-card').length >= n
  && document.querySelector('.sheaf-day').textContent !== '2026-04-17', {}, Math.min(count, FITS));
const frames = (count = 3) => page.evaluate(async (n) => { while (n-- > 0) await new Promise((resolve) => requestAnimationFrame(resolve)); }, count);
const focused = () => page.evaluate(() => document.activeElement.querySelector?.('.sheaf-title')?.textContent ?? document.activeElement.className);

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
  await page.evaluate(() => window.view.setQuery(''));
  await page.keyboard.press('Escape');
  assert.match(await focused(), / 0$/, 'Escape leads back to the papers');
}

/** Cards come and go; what the keys mean, and what the reader thought, does not. */
async function longListIsWalked() {
  await show(MANY);
  await page.evaluate(() => document.querySelector('.sheaf-card').focus());
  for (let i = 0; i < 40; ++i) await page.keyboard.press('j');
  assert.match(await focused(), / 40$/);
  assert.ok(await page.$$eval('.sheaf-card', (all) => all.length) < 60, 'only what is near the sight exists');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-posinset')), '41');
  await page.keyboard.press('x');
  await page.keyboard.press('End');
  assert.match(await focused(), new RegExp(` ${MANY - 1}$`));
  await frames();
  const { top, bottom } = await page.evaluate(() => document.activeElement.getBoundingClientRect().toJSON());
  assert.ok(top >= 0 && bottom <= 1001, `the last card is in sight: ${top} to ${bottom}`);
  await page.evaluate(() => { document.getElementById('place').scrollTop = 0; });
  await frames();
  await page.keyboard.press('j');
  assert.match(await focused(), / 0$/, 'after scrolling, keys begin with what is in sight');
  for (let i = 0; i < 40; ++i) await page.keyboard.press('j');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.opinion), 'dismissed');
}

/** What is being read does not jump when cards above it turn out higher or lower than was guessed. */
async function readingIsSteady() {
  await show(MANY);
  const jumps = await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const place = document.getElementById('place');
    place.scrollTop = 90000; // none of what is above was ever seen
    for (let i = 0; i < 6; ++i) await frame();
    let worst = 0;
    for (let i = 0; i < 60; ++i) {
      const card = [...document.querySelectorAll('.sheaf-card')].find((one) => one.getBoundingClientRect().top > 150);
      const before = card.getBoundingClientRect().top;
      place.scrollTop -= 80;
      await frame(); await frame();
      worst = Math.max(worst, Math.abs(card.getBoundingClientRect().top - before - 80));
    }
    return worst;
  });
  assert.ok(jumps <= 2, `a card jumped by ${jumps} pixels`);
}

async function printingHasAll() {
  await show(50);
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  assert.equal(await page.$$eval('.sheaf-card', (all) => all.length), 50);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await frames();
  assert.ok(await page.$$eval('.sheaf-card', (all) => all.length) < 50);
}

async function narrowPanesFit() {
  for (const width of [240, 320]) {
    await page.setViewport({ width, height: 900 });
    await show(8);
    const wide = await page.evaluate(() => document.getElementById('place').scrollWidth - document.getElementById('place').clientWidth);
    assert.equal(wide, 0, `no sideways scrolling in a pane of ${width} pixels`);
  }
  await page.setViewport({ width: 900, height: 1000 });
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
  await page.select('.sheaf-topic', '');
  await page.click('.sheaf-do-kept');
  await page.select('.sheaf-judged', 'none');
  assert.equal(await shownOf(), '19 of 20 papers');
  await page.select('.sheaf-judged', 'kept');
  assert.equal(await shownOf(), '1 of 20 papers');
}

async function notesAreTold() {
  await page.evaluate(() => { window.noted = new Set(['2604.00001']); });
  await show(3);
  assert.deepEqual(await texts('.sheaf-do-note'), ['Note', 'Open note', 'Note']);
  await page.evaluate(() => { window.noted.add('2604.00000'); window.view.refresh(); });
  assert.deepEqual(await texts('.sheaf-do-note'), ['Open note', 'Open note', 'Note']);
}

async function detailsOnDemand() {
  await show(3);
  await page.click('.sheaf-do-details');
  assert.deepEqual(await texts('.sheaf-details dt'), ['Problem', 'Method', 'Result']);
  await page.click('.sheaf-do-details');
  assert.equal(await page.$('.sheaf-details'), null);
}

async function mindmapOnDemand() {
  await show(3);
  assert.equal(await page.$('.sheaf-mindmap'), null);
  await page.click('.sheaf-do-mindmap');
  assert.deepEqual(await texts('.sheaf-mindmap li li'), ['slow boats']);
  await page.click('.sheaf-do-mindmap');
  assert.equal(await page.$('.sheaf-mindmap'), null);
}

/** The longest time the page could not answer while a long day is drawn, filtered and scrolled. */
async function longDaysDoNotBlock() {
  await page.waitForFunction(() => window.open_view);
  const busy = await page.evaluate(async (digest) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    let longest = 0, slow = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((one) => { longest = Math.max(longest, one.duration); }))
      .observe({ type: 'longtask' });
    const begin = performance.now();
    window.open_view('en');
    window.view.show(digest);
    const show = performance.now() - begin;
    await frame();
    const place = document.getElementById('place'), gaps = [];
    for (let i = 0, last = performance.now(); i < 240; ++i) {
      place.scrollTop += 400;
      await frame();
      const now = performance.now();
      gaps.push(now - last);
      last = now;
    }
    gaps.sort((a, b) => a - b);
    for (const word of ['b', 'bo', 'boa', 'boats', 'li wei', '']) {
      const start = performance.now();
      window.view.setQuery(word);
      slow = Math.max(slow, performance.now() - start);
      await frame();
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    return { longest, show, filter: slow, p95: gaps[Math.floor(gaps.length * 0.95)], most: document.querySelectorAll('.sheaf-card').length };
  }, digestOf(MANY));
  assert.ok(busy.most < 60, `${busy.most} cards exist`);
  console.log(`${MANY} papers: longest block ${busy.longest.toFixed(0)} ms (0: none above 50), shown in ${busy.show.toFixed(1)} ms, `
    + `filter at most ${busy.filter.toFixed(1)} ms, 95 % of frames while scrolling within ${busy.p95.toFixed(1)} ms`);
}

async function takesPictures() {
  if (!pictures) return;
  for (const [name, scheme, width] of [['light', 'light', 900], ['dark', 'dark', 900], ['narrow', 'light', 320], ['narrow-dark', 'dark', 320]]) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.setViewport({ width, height: 1000 });
    await show(8, scheme === 'dark' ? 'zh' : 'en');
    await page.click('.sheaf-do-details');
    await page.evaluate(() => { document.querySelectorAll('.sheaf-card')[1].focus(); });
    await page.keyboard.press('+');
    await page.keyboard.press('x');
    await frames();
    await page.screenshot({ path: path.join(pictures, `view-${name}.png`) });
  }
}

try {
  await contentIsThereAndText();
  await keysSortOut();
  await filtersByTextAndTopic();
  await notesAreTold();
  await detailsOnDemand();
  await mindmapOnDemand();
  await longListIsWalked();
  await readingIsSteady();
  await printingHasAll();
  await narrowPanesFit();
  await longDaysDoNotBlock();
  await takesPictures();
  assert.deepEqual(dialogs, [], 'no dialog and no error');
  console.log('view: all well');
} finally {
  await browser.close();
  server.close();
}
