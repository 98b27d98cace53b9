// check_pages.mjs HOSTILE AGAIN: pages and feeds that Sheaf wrote, read by programs that are not ours.
// HOSTILE holds an invented day in each format, AGAIN weekly pages written a second time.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { compile } from "@mdx-js/mdx";
import { lint } from "markdownlint/sync";
import remarkMath from "remark-math";
import RssParser from "rss-parser";

const [hostile, again] = process.argv.slice(2);
const read = (name) => readFileSync(path.join(hostile, name), "utf8");
const rows = read("ai-enhanced-jsonl").trimEnd().split("\n").map((line) => JSON.parse(line));
const papers = rows.length;

/** Docusaurus takes the front matter off before MDX sees the page. */
const body = (text) => text.replace(/^---\n[^]*?\n---\n/, "");

/** Element names, expressions and code of the page's tree: what text must never become. */
async function structure(text, plugins) {
  const found = { code: 0, items: 0, foreign: [] };
  const plain = new Set(["root", "text", "heading", "paragraph", "list", "listItem", "strong", "link",
    "blockquote", "code", "math", "inlineMath"]);
  const visit = (node) => {
    if (node.type === "code") found.code += 1;
    if (node.type === "listItem") found.items += 1;
    if (!plain.has(node.type)) found.foreign.push(`${node.type}: ${JSON.stringify(node).slice(0, 120)}`);
    for (const child of node.children ?? []) visit(child);
  };
  const collect = () => (tree) => visit(tree);
  await compile(body(text), { remarkPlugins: [...plugins, collect] });
  return found;
}

async function checkMdx(name, text, mustBePlain) {
  for (const plugins of [[], [remarkMath]]) {
    const found = await structure(text, plugins).catch((error) => {
      throw new Error(`${name}: MDX does not compile it: ${error.message}`);
    });
    if (mustBePlain) assert.deepEqual(found.foreign, [], `${name} (${plugins.length} plugins)`);
    assert.equal(found.code, (text.match(/^ *```mermaid$/gm) ?? []).length, `${name}: diagrams`);
  }
}

/** Rules that the formats themselves go against: long lines, raw HTML, headings that repeat. */
const rules = { default: true, MD013: false, MD033: false, MD024: false, MD025: false, MD034: false,
  MD041: false, MD036: false, MD051: false };
/** Per format: what its original has and its readers expect. */
const formatRules = {
  "docusaurus-mindmap": { MD007: false },                 // fields are lists of two blanks below a bullet
  "docusaurus-mindmap-category": { MD007: false, MD022: false },  // front matter right above the title
  "ai-enhanced": { MD001: false, MD012: false, MD022: false, MD032: false },    // authors right below the heading
  "daily-table": {},
  "scored-readme": { MD001: false, MD026: false, MD012: false, MD022: false, MD009: false },
};

function checkLint(name) {
  const { results } = { results: lint({ strings: { [name]: read(name) }, config: { ...rules, ...formatRules[name] } }) };
  const complaints = results[name].map((one) =>
    `${name}:${one.lineNumber} ${one.ruleNames[0]} ${one.ruleDescription} ${one.errorDetail ?? ""} ${one.errorContext ?? ""}`);
  assert.deepEqual(complaints.slice(0, 10), []);
}

async function checkFeed(name) {
  const feed = await new RssParser().parseString(read(name));
  assert.equal(feed.items.length, papers + 1, `${name}: the papers, and what is missing`);
  assert.match(feed.items[0].title, /not complete/);
  assert.equal(new Set(feed.items.map((item) => item.guid ?? item.id)).size, papers + 1, `${name}: ids`);
  for (const item of feed.items) {
    assert.ok(item.link?.startsWith("https://"), `${name}: ${item.link}`);
    assert.equal(item.isoDate, "2025-12-30T00:00:00.000Z");
    const html = item["content:encoded"] ?? item.content;
    assert.doesNotMatch(html, /<(script|details|img|!--)/i, `${name}: ${item.title}`);
  }
}

/** JSON Feed 1.1: required members and the types of those that are there. */
function checkJsonFeed() {
  const feed = JSON.parse(read("json-feed"));
  assert.equal(feed.version, "https://jsonfeed.org/version/1.1");
  assert.equal(typeof feed.title, "string");
  assert.equal(feed.feed_url, "https://feeds.example/day?a=1&b=2");
  assert.equal(feed.items.length, papers + 1);
  const known = new Set(["id", "url", "title", "content_html", "summary", "date_published", "date_modified",
    "authors", "tags", "_sheaf"]);
  for (const item of feed.items) {
    for (const key of ["id", "content_html", "title", "url"]) assert.equal(typeof item[key], "string");
    for (const key of Object.keys(item)) assert.ok(known.has(key), key);
    for (const author of item.authors ?? []) assert.equal(typeof author.name, "string");
    for (const tag of item.tags ?? []) assert.equal(typeof tag, "string");
    assert.ok(!Number.isNaN(Date.parse(item.date_published)) && /Z$/.test(item.date_published));
  }
}

for (const name of ["docusaurus-mindmap", "docusaurus-mindmap-category"]) await checkMdx(name, read(name), true);
for (const name of readdirSync(again)) await checkMdx(name, readFileSync(path.join(again, name), "utf8"), true);
for (const name of Object.keys(formatRules)) checkLint(name);
for (const name of ["rss", "atom"]) await checkFeed(name);
checkJsonFeed();
console.log(`${papers} hostile papers in 9 pages and feeds, ${readdirSync(again).length} real pages again`);
