// Uses the page of a running store: `node page.mjs BROWSER ADDRESS [SCREENSHOTS]`, beside an installed playwright-core.

import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const [executablePath, address, pictures] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

let refused = false;
// What goes wrong on the page is a fault, and so is a request to anybody else.
async function open(options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(300_000);
  page.on("pageerror", (error) => { throw error; });
  page.on("console", (message) => {
    // A refusal that is asked for is no fault.
    if (message.type() === "error" && !(refused && message.text().includes("400"))) throw new Error(message.text());
  });
  page.on("request", (request) => {
    assert.ok(request.url().startsWith(address) || request.url().startsWith("data:"), `a request to ${request.url()}`);
  });
  await page.goto(address);
  await page.waitForFunction(() => document.querySelectorAll("#users tr").length === 8 && document.querySelectorAll("#people tr").length === 8);
  return page;
}
const text = (page, id) => page.locator(`#${id}`).innerText();
const until = (page, id, pattern) => page.waitForFunction(
  ([id, pattern]) => new RegExp(pattern).test(document.getElementById(id).textContent), [id, pattern]);
const picture = async (page, name, options = { fullPage: true }) => {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, ...options });
};
const mebibytes = (text) => Number(text.match(/\+([\d.]+) MiB/)[1]);

const page = await open({ viewport: { width: 1280, height: 900 } });

// Streamed, then collected: a million rows each, and the memory of both.
await page.click("#stream");
await until(page, "export-status", "^1,000,000 orders in");
await page.click("#collect");
await until(page, "export-status", "^1,000,000 orders in");
const [streamed, collected] = [mebibytes(await text(page, "said-stream")), mebibytes(await text(page, "said-collect"))];
assert.ok(streamed < 48, `an export took ${streamed} MiB`);
assert.ok(collected > 4 * streamed, `a list took ${collected} MiB, an export ${streamed}`);
assert.ok((await page.locator("#line-stream").getAttribute("points")).split(" ").length >= 3, "the chart has a line");
// That of the guide: from the top of the page to the end of what was just done.
await page.evaluate(() => scrollTo(0, 0));
const section = await page.locator("#export").boundingBox();
await picture(page, "store", { clip: { x: 0, y: 0, width: 1280, height: section.y + section.height + 15 } });
console.log(`a million orders: +${streamed} MiB streamed, +${collected} MiB collected`);

// An export that the reader stops.
await page.click("#stream");
await until(page, "export-status", "Rows are coming");
await page.click("#stop");
await until(page, "export-status", "^Stopped after");

// Pages, by number and by cursor.
await page.click("#users-next");
await until(page, "users-status", "^Page 2 of 12,500, 100,000 users");
await page.fill("#users-page", "6251");
await page.press("#users-page", "Enter");
await until(page, "users-status", "^Page 6,251 of");
assert.equal(await page.locator("#users-next").isDisabled(), true, "no link leads where the server would refuse");
refused = true;
await page.fill("#users-page", "12500");
await page.press("#users-page", "Enter");
await until(page, "users-status", "^No page: .*50000");
refused = false;
const first = await text(page, "people");
await page.click("#people-next");
await page.waitForFunction((first) => document.getElementById("people").innerText !== first, first);
await page.click("#people-prev");
await page.waitForFunction((first) => document.getElementById("people").innerText === first, first);
assert.equal(await page.locator("#people-prev").isDisabled(), true);
await page.selectOption("#people-sort", "-nickname");
await page.waitForFunction((first) => document.getElementById("people").innerText !== first, first);
console.log("pages by number, there and to the last; by cursor, there, back and in another order");

// The answer that is overtaken does not count, and a refusal that is no JSON says its status.
let release;
const held = new Promise((resolve) => { release = resolve; });
await page.route("**/users?page=3&*", async (route) => { const answer = await route.fetch(); await held; await route.fulfill({ response: answer }); });
const late = page.waitForResponse("**/users?page=3&*");
for (const wanted of ["3", "4"]) { await page.fill("#users-page", wanted); await page.press("#users-page", "Enter"); }
await until(page, "users-status", "^Page 4 of");
release();
await (await late).finished();
await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
assert.match(await text(page, "users-status"), /^Page 4 of/);
refused = true;
await page.route("**/users?page=5&*", (route) => route.fulfill({ status: 400, contentType: "text/html", body: "<h1>no</h1>" }));
await page.fill("#users-page", "5");
await page.press("#users-page", "Enter");
await until(page, "users-status", "^No page: the server answers 400");
await page.route("**/orders/live", (route) => route.fulfill({ status: 400, body: "" }));
await page.click("#feed-toggle");
await until(page, "feed-status", "^The store refused");
await page.unrouteAll();
refused = false;
console.log("an answer that is overtaken, and refusals that are no JSON");

// Orders as they come in.
await page.click("#feed-toggle");
await page.waitForFunction(() => document.querySelectorAll("#feed li").length >= 3);
await page.click("#feed-toggle");
await until(page, "feed-status", "^Not listening");

// Killed twice and resumed, and every order is there once. The page itself cuts as soon as it has so many rows: a pointer from here would
// come after the last of them where the server is quick and the browser is not.
for (const least of [150_000, 300_000]) {
  await page.evaluate((least) => {
    const rows = document.getElementById("resume-rows");
    const watch = new MutationObserver(() => {
      if (Number(rows.textContent.replaceAll(",", "")) < least) return;
      watch.disconnect();
      document.getElementById("resume-cut").click();
    });
    watch.observe(rows, { childList: true, characterData: true, subtree: true });
  }, least);
  await page.click("#resume-start");
  await until(page, "resume-status", "^Cut\\.");
}
await page.click("#resume-start");
await until(page, "resume-status", "^Complete: 1,000,000 orders, 2 cuts, none lost and none twice");
console.log(await text(page, "resume-status"));
await picture(page, "desktop");

// By keyboard alone: everything can be reached in order and is shown to have the focus.
const reached = [];
await page.reload();
await page.waitForFunction(() => document.querySelectorAll("#people tr").length === 8);
for (let press = 0; press < 30; press += 1) {
  await page.keyboard.press("Tab");
  const focus = await page.evaluate(() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    const name = element.id || element.className || element.tagName;
    return { name, shown: getComputedStyle(element).outlineStyle !== "none" };
  });
  if (!focus) break;
  assert.ok(focus.shown, `the focus on ${focus.name} does not show`);
  reached.push(focus.name);
}
for (const wanted of ["skip", "stream", "collect", "users-page", "people-next", "people-sort", "resume-start", "feed-toggle"]) {
  assert.ok(reached.includes(wanted), `${wanted} is not reached by keyboard: ${reached}`);
}
await page.focus("#feed-toggle");
await page.keyboard.press("Enter");
await page.waitForFunction(() => document.querySelectorAll("#feed li").length >= 1);
console.log(`by keyboard: ${reached.length} places`);

// Every control has a name, and text has a contrast of at least 4.5 to its ground (WCAG AA), in light and dark.
async function judge(page, where) {
  const faults = await page.evaluate(() => {
    const faults = [];
    for (const element of document.querySelectorAll("button, select, input, progress, svg[role=img], [role=region]")) {
      const labelled = element.getAttribute("aria-labelledby");
      const name = element.getAttribute("aria-label") || (labelled && document.getElementById(labelled)?.textContent)
        || [...(element.labels ?? [])].map((label) => label.textContent).join("") || element.textContent.trim();
      if (!name) faults.push(`${element.id || element.tagName} has no name`);
    }
    const channels = (color) => color.match(/[\d.]+/g).map(Number);
    const light = ([red, green, blue]) => {
      const [r, g, b] = [red, green, blue].map((value) => value / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const color = channels(getComputedStyle(at).backgroundColor);
        if (color.length < 4 || color[3] > 0) return color;
      }
      return [255, 255, 255];
    };
    for (const element of document.querySelectorAll("h1, h2, p, dt, dd, th, td, button:enabled, label, a:not(.skip), code, b, li span")) {
      if (!element.textContent.trim()) continue;
      const [one, other] = [light(channels(getComputedStyle(element).color)), light(ground(element))].sort((a, b) => b - a);
      const contrast = (one + 0.05) / (other + 0.05);
      if (contrast < 4.5) faults.push(`${element.tagName} "${element.textContent.trim().slice(0, 30)}": contrast ${contrast.toFixed(2)}`);
    }
    if (document.documentElement.scrollWidth > window.innerWidth) faults.push("the page is wider than its window");
    return faults;
  });
  assert.deepEqual(faults, [], where);
}
await judge(page, "desktop, light");
await page.emulateMedia({ colorScheme: "dark" });
await judge(page, "desktop, dark");
await picture(page, "dark");
await page.close();

for (const colorScheme of ["light", "dark"]) {
  const phone = await open({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true, colorScheme });
  await judge(phone, `phone, ${colorScheme}`);
  const small = await phone.evaluate(() => [...document.querySelectorAll("button, select, input")]
    .filter((element) => element.getBoundingClientRect().height < 44).map((element) => element.id));
  assert.deepEqual(small, [], "what a finger touches is 44 pixels high");
  const cut = await phone.evaluate(() => [...document.querySelectorAll(".scroll")]
    .filter((table) => table.scrollWidth > table.clientWidth).map((table) => table.getAttribute("aria-labelledby")));
  assert.deepEqual(cut, [], "a table is wider than the phone");
  if (colorScheme === "light") {
    await phone.tap("#stream");
    await until(phone, "export-status", "^1,000,000 orders in");
  }
  await picture(phone, `phone-${colorScheme}`);
  await phone.close();
}
await browser.close();
console.log("names, contrast and width hold on a desk and on a phone, in light and dark");
