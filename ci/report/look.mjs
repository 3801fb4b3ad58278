// Looks at pages in Chromium as people do: light and dark, narrow and wide, by keyboard and on paper.
// Usage: look.mjs PACKAGES SCREENSHOTS PAGE…     PACKAGES: the node_modules with what package.json names
//
// Prints what is wrong, a line each, and exits with 1 if there is anything.
import { createRequire } from "node:module";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [packages, screenshots, ...pages] = process.argv.slice(2);
const require = createRequire(join(resolve(packages), "x.js"));
const { chromium } = require("playwright-core");
const { HtmlValidate } = require("html-validate");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const WIDTHS = [360, 768, 1440];
let wrong = 0;
function tell(page, what) {
  wrong += 1;
  console.log(`${basename(page)}: ${what}`);
}

// Rules about the form of the source, which a program writes, aside.
const validate = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: { "long-title": "off", "no-inline-style": "error", "no-trailing-whitespace": "off", "prefer-native-element": "off" },
});
async function form(page) {
  const report = await validate.validateString(readFileSync(page, "utf8"));
  const told = new Set();
  for (const { messages } of report.results) {
    for (const { ruleId, message, line } of messages) {
      if (!told.has(ruleId)) tell(page, `html-validate: ${ruleId}, line ${line}: ${message}`);
      told.add(ruleId);
    }
  }
}

// What runs in the page itself.
const overflow = () => {
  const width = document.documentElement.clientWidth;
  const wide = [...document.querySelectorAll("body *")].filter((it) => {
    const inner = it.closest(".scroll, pre, svg, .spoken, .skip");
    return (!inner || inner === it) && it.getBoundingClientRect().right > width + 1;
  });
  const names = wide.slice(0, 3).map((it) => `${it.tagName.toLowerCase()}.${it.getAttribute("class") ?? ""}`);
  return { page: document.documentElement.scrollWidth - width, names };
};

async function look(browser, page, width, scheme, name, opened) {
  const view = await browser.newContext({
    viewport: { width, height: 900 }, colorScheme: scheme, javaScriptEnabled: true, bypassCSP: false,
  });
  const tab = await view.newPage();
  const address = pathToFileURL(page).href;
  tab.on("console", (message) => tell(page, `the console says: ${message.text()}`));
  tab.on("pageerror", (error) => tell(page, `an error: ${error.message}`));
  tab.on("request", (request) => {
    if (request.url() !== address) tell(page, `it asks for ${request.url().slice(0, 100)}`);
  });
  await tab.goto(address);
  const { page: more, names } = await tab.evaluate(overflow);
  if (more > 0) tell(page, `at ${width} px it is ${more} px too wide: ${names.join(", ")}`);
  if (opened) {
    // Folded or not, all of it has to be readable.
    await tab.evaluate(() => document.querySelectorAll("details").forEach((it) => (it.open = true)));
    const { page: more, names } = await tab.evaluate(overflow);
    if (more > 0) tell(page, `opened at ${width} px it is ${more} px too wide: ${names.join(", ")}`);
  }
  // Injected by the debugger, which the page's policy does not bind.
  await tab.evaluate(axe);
  const { violations } = await tab.evaluate(() =>
    axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  for (const { id, nodes } of violations) {
    tell(page, `axe, ${scheme}, ${width} px: ${id}, ${nodes.length} times: ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary.replace(/\s+/g, " ").slice(0, 200)}`);
  }
  await tab.reload();
  await tab.screenshot({ path: join(screenshots, `${name}-${scheme}-${width}.png`), fullPage: true });
  await view.close();
}

// Without scripts, which is how most of it is read: the same, and details open by a key.
async function keys(browser, page) {
  const view = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 768, height: 900 } });
  const tab = await view.newPage();
  await tab.goto(pathToFileURL(page).href);
  const summary = tab.locator("summary").first();
  if ((await summary.count()) > 0) {
    const details = tab.locator("details").first();
    const before = await details.getAttribute("open");
    await summary.focus();
    await tab.keyboard.press("Enter");
    if ((await details.getAttribute("open")) === before) tell(page, "Enter does not open what is folded");
  }
  await tab.goto(pathToFileURL(page).href);
  await tab.keyboard.press("Tab");
  const first = await tab.locator(":focus").textContent();
  if (first !== "To the content") tell(page, `Tab goes to ${first}`);
  const pdf = await tab.pdf({ format: "A4" });
  if (pdf.length < 10_000) tell(page, `printed it has ${pdf.length} bytes`);
  await view.close();
}

const profile = mkdtempSync(join(tmpdir(), "wheelpin-chromium-"));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
  ],
  env: { ...process.env, HOME: profile },
});
try {
  for (const page of pages) {
    await form(page);
    const name = basename(page, ".html");
    // The first in every way, which takes some seconds each; others as they differ most, and as they are opened.
    const isFirst = page === pages[0];
    const ways = isFirst ? WIDTHS.flatMap((it) => [[it, "light"], [it, "dark"]]) : [[360, "dark"], [1440, "light"]];
    for (const [width, scheme] of ways) await look(browser, page, width, scheme, name, isFirst);
    await keys(browser, page);
  }
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
}
if (wrong > 0) process.exit(1);
console.log(`${pages.length} pages in Chromium: light, dark, 360 to 1440 px, no script, no request, nothing for axe`);
